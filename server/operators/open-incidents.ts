import type { IncidentColumns } from '../incidents/columns.ts'
import { isOpen } from '../domain/incident-state.ts'

/** How many incidents are open in each area that they are put into, by the area's id. */
export function openByArea({ areaId, state, length }: IncidentColumns): Map<number, number> {
  const open = new Map<number, number>()
  for (let row = 0; row < length; row += 1) {
    const area = areaId[row]!
    if (area !== 0 && isOpen(state[row]!)) open.set(area, (open.get(area) ?? 0) + 1)
  }
  return open
}
