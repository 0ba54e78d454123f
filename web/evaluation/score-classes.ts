import type { Choropleth, Entry } from '../explore/choropleth.ts'

/** About so many classes, at readable numbers. */
const CLASSES = 5

/**
 * Classes of scores in equal steps of 1, 2 or 5 by a power of ten: scores lie close together, and quantiles of them would break at
 * numbers that nobody remembers.
 */
export function scoreClasses(entries: readonly Entry[], ramp: readonly string[]): Choropleth {
  const values = entries.flatMap(({ value }) => (value.value === null || value.few ? [] : [value.value]))
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const step = readableStep((most - least) / CLASSES)
  const first = Math.floor(least / step + 1e-9)
  const count = values.length === 0 ? 0 : Math.max(1, Math.ceil(most / step - 1e-9) - first)
  const colourOf = (place: number): string =>
    count === 1
      ? ramp[Math.floor(ramp.length / 2)]!
      : ramp[Math.round((place * (ramp.length - 1)) / (count - 1))]!
  const placeOf = (value: number): number =>
    Math.min(count - 1, Math.max(0, Math.floor(value / step + 1e-9) - first))
  const counts = Array.from({ length: count }, () => 0)
  for (const value of values) counts[placeOf(value)]! += 1
  const at = (place: number): number => Number(((first + place) * step).toPrecision(12))
  return {
    classes: counts.map((within, place) => ({
      from: at(place),
      to: at(place + 1),
      colour: colourOf(place),
      count: within,
    })),
    fills: new Map(
      entries.map(({ id, value }) => [
        id,
        value.value === null ? 'nodata' : value.few ? 'few' : colourOf(placeOf(value.value)),
      ]),
    ),
    values,
    noData: entries.filter(({ value }) => value.value === null).length,
    few: entries.filter(({ value }) => value.value !== null && value.few).length,
  }
}

/** Scores are written with one decimal: finer classes could not be told from each other. */
const FINEST_STEP = 0.1

/** The next of 1, 2, 5, 10 … by a power of ten that is not smaller; the finest where there is hardly a distance, or none. */
function readableStep(least: number): number {
  if (!(least > FINEST_STEP)) return FINEST_STEP
  const power = 10 ** Math.floor(Math.log10(least))
  return power * ([1, 2, 5].find((times) => times * power >= least - 1e-12) ?? 10)
}
