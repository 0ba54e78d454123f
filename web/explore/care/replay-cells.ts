import type { Replay } from '../../../server/contract.ts'
import type { Passage } from '../../map/layers/passages.ts'

export type ReplayCells = { cells: Passage[]; now: number; ofDay: number; key: string }

/** The cells with somebody in a quarter of an hour, and with `cumulative` those of the day before it, each once. */
export function replayCells(slots: Replay['slots'], slot: number, cumulative: boolean): ReplayCells {
  const now = new Set(slots.find((entry) => entry.slot === slot)?.cells ?? [])
  const before = cumulative
    ? new Set(slots.filter((entry) => entry.slot < slot).flatMap(({ cells }) => cells))
    : new Set<string>()
  const cells = [...before].filter((cell) => !now.has(cell)).map((cell) => ({ cell, isNow: false }))
  for (const cell of now) cells.push({ cell, isNow: true })
  return {
    cells,
    now: now.size,
    ofDay: new Set(slots.flatMap((entry) => entry.cells)).size,
    key: `${slot} ${cumulative}`,
  }
}
