import { quartersToCommend } from '../domain/commendation/quarters.ts'
import type { Quarter } from '../domain/quarter.ts'
import { CodedError } from '../errors.ts'

/** The quarter of a name like 2026-Q3, where somebody can be nominated for it. Throws invalid_input. */
export function openQuarter(name: string, offsetMs: (ms: number) => number): Quarter {
  const open = quartersToCommend(Date.now(), offsetMs)
  const found = open.find((quarter) => quarter.name === name)
  if (found) return found
  const names = open.map((quarter) => quarter.name).join(', ')
  throw new CodedError('invalid_input', `"quarter" must be one of ${names}, but it is "${name}".`)
}
