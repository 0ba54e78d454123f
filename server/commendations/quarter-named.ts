import { quartersToCommend } from '../domain/commendation/quarters.ts'
import { quarterOf, type Quarter } from '../domain/quarter.ts'
import { CodedError } from '../errors.ts'

/** The quarter of a name like 2026-Q3. */
export function quarterNamed(name: string, offsetMs: (ms: number) => number): Quarter {
  const [year, number] = name.split('-Q').map(Number) as [number, number]
  // The middle of its first month: no zone shifts it into another quarter.
  return quarterOf(Date.UTC(year, (number - 1) * 3, 15), offsetMs)
}

/** The quarter of a name, where somebody can be nominated for it. Throws invalid_input. */
export function openQuarter(name: string, offsetMs: (ms: number) => number): Quarter {
  const open = quartersToCommend(Date.now(), offsetMs)
  const found = open.find((quarter) => quarter.name === name)
  if (found) return found
  const names = open.map((quarter) => quarter.name).join(', ')
  throw new CodedError('invalid_input', `"quarter" must be one of ${names}, but it is "${name}".`)
}
