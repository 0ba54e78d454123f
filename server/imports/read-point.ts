import { toUnits } from '../domain/coverage/shape.ts'
import type { Projector } from './crs.ts'

/** What stands in a column of a row. */
export type Cell = { field: string; text: string }

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** A place of a file in 1e-7 degree, or which field is none, and why. */
export function readPoint(
  x: Cell,
  y: Cell,
  project: Projector,
): { lon: number; lat: number } | { field: string; reason: string } {
  for (const { field, text } of [x, y])
    if (!NUMBER.test(text)) return { field, reason: `expected a coordinate, but it is ${shown(text)}` }
  const [lon, lat] = project(Number(x.text), Number(y.text))
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
    const { field } = Math.abs(lon) <= 180 ? y : x
    return { field, reason: `expected a place on earth, but it is ${x.text}, ${y.text}; is --crs right?` }
  }
  return { lon: toUnits(lon), lat: toUnits(lat) }
}

/** A text of a file as a message shows it. */
export function shown(text: string): string {
  return `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`
}
