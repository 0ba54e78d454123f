import type { AreaNode } from '../../areas/area-index.ts'
import type { Replay } from './presence-contract.ts'
import type { Visits } from '../visits/visit-cache.ts'

/** The passages, which come by their slots, through cells of some grids. */
export function passagesBySlot(
  rows: readonly { slot: number; cell: string }[],
  grids: readonly AreaNode[],
  { places, ground }: Visits,
): Replay['slots'] {
  const inside = new Set(grids)
  const slots: Replay['slots'] = []
  for (const { slot, cell } of rows) {
    const place = places.known(cell)
    const owner = place === null ? null : ground.ownerOf(place)
    if (owner === null || !inside.has(owner)) continue
    const last = slots.at(-1)
    if (last?.slot === slot) last.cells.push(cell)
    else slots.push({ slot, cells: [cell] })
  }
  return slots
}
