import { instantOf } from './local-date.ts'

/** A quarter of a year by the county's clocks: its name (2026-Q4), and its instants [from, to) in milliseconds since 1970. */
export type Quarter = { name: string; from: number; to: number }

/** The quarter that an instant lies in, moved by so many quarters. `offsetMs` is local time minus UTC at an instant. */
export function quarterOf(ms: number, offsetMs: (ms: number) => number, moved = 0): Quarter {
  const local = new Date(ms + offsetMs(ms))
  const number = local.getUTCFullYear() * 4 + Math.floor(local.getUTCMonth() / 3) + moved
  const [year, quarter] = [Math.floor(number / 4), number % 4]
  const startOf = (quarters: number): number =>
    instantOf(Date.UTC(Math.floor(quarters / 4), (quarters % 4) * 3), offsetMs)
  return { name: `${year}-Q${quarter + 1}`, from: startOf(number), to: startOf(number + 1) }
}

const NAME = /^(\d{4})-Q([1-4])$/

/** The quarter of a name like 2026-Q4, or null for another text. */
export function quarterNamed(name: string, offsetMs: (ms: number) => number): Quarter | null {
  const match = NAME.exec(name)
  if (match === null) return null
  // The middle of the quarter by the clocks of Greenwich lies in it by all others.
  return quarterOf(Date.UTC(Number(match[1]), Number(match[2]) * 3 - 2, 15), offsetMs)
}
