import type { AreaNode } from '../areas/area-index.ts'
import { toUnits } from '../domain/coverage/shape.ts'
import { OPEN_STATES, STATES, type IncidentState } from '../domain/incident-state.ts'
import { CodedError } from '../errors.ts'
import { readTime } from '../window.ts'
import type { Category } from './column-cache.ts'

export type FilterInput = {
  from?: string
  to?: string
  category?: string
  state?: string
  source?: string
  bbox?: string
}

/** A checked filter. Times are seconds; `null` means that a property does not matter. */
export type Filter = {
  area: AreaNode | null
  from: Date | null
  to: Date | null
  categories: ReadonlySet<string> | null
  states: ReadonlySet<IncidentState> | null
  source: string | null
  /** West, south, east, north in 1e-7 degree. */
  bbox: readonly [number, number, number, number] | null
}

/** Checks what the schema cannot: categories that exist, an order of times, a box on earth. Throws CodedError. */
export function readFilter(
  input: FilterInput,
  area: AreaNode | null,
  categories: readonly Category[],
): Filter {
  const from = readBound(input.from)
  const to = readBound(input.to)
  if (from && to && from >= to) {
    throw new CodedError(
      'invalid_input',
      `"from" must be before "to", but ${input.from} is not before ${input.to}.`,
    )
  }
  return {
    area,
    from,
    to,
    categories: input.category === undefined ? null : readCategories(input.category, categories),
    states: input.state === undefined ? null : readStates(input.state),
    source: input.source ?? null,
    bbox: input.bbox === undefined ? null : readBbox(input.bbox),
  }
}

function readBound(text: string | undefined): Date | null {
  return text === undefined ? null : new Date(readTime(text))
}

/** A main category stands for its sub-categories too. */
export function readCategories(text: string, known: readonly Category[]): ReadonlySet<string> {
  const asked = new Set(text.split(','))
  const unknown = [...asked].find((code) => !known.some((category) => category.code === code))
  if (unknown !== undefined) {
    throw new CodedError(
      'invalid_input',
      `"category" must name categories of /api/county, but "${unknown}" is none.`,
    )
  }
  const wanted = known.filter(
    ({ code, parentCode }) => asked.has(code) || (parentCode !== null && asked.has(parentCode)),
  )
  return new Set(wanted.map(({ code }) => code))
}

function readStates(text: string): ReadonlySet<IncidentState> {
  const states = new Set<IncidentState>()
  for (const word of text.split(',')) {
    const state = STATES.find((known) => known === word)
    if (word === 'open') for (const open of OPEN_STATES) states.add(open)
    else if (state) states.add(state)
    else {
      throw new CodedError(
        'invalid_input',
        `"state" must be of ${STATES.join(', ')} or open, but it is "${word}".`,
      )
    }
  }
  return states
}

function readBbox(text: string): readonly [number, number, number, number] {
  const [west = NaN, south = NaN, east = NaN, north = NaN, ...more] = text
    .split(',')
    .map((part) => Number(part || NaN))
  const onEarth = west >= -180 && east <= 180 && south >= -90 && north <= 90
  if (more.length > 0 || !onEarth || !(west < east) || !(south < north)) {
    throw new CodedError(
      'invalid_input',
      `"bbox" must be west,south,east,north in degrees, but it is "${text}".`,
    )
  }
  return [toUnits(west), toUnits(south), toUnits(east), toUnits(north)]
}
