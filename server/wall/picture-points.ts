import { toDegrees } from '../domain/coverage/shape.ts'
import { STATES } from '../domain/incident-state.ts'
import type { Snapshot } from '../incidents/column-cache.ts'
import { isOverdue, NOWHERE } from '../incidents/columns.ts'
import type { WallPicture } from './contract.ts'
import type { PictureCounts } from './count-picture.ts'

const MOST_POINTS = 5000

/** What is drawn: the overdue and supervised ones before all others, for they are what a wall must not leave out. */
export function pointsOf(
  snapshot: Snapshot,
  counts: PictureCounts,
  supervised: ReadonlySet<number>,
  now: number,
): WallPicture['points'] {
  const { columns, categories, areas } = snapshot
  const nowSecond = Math.floor(now / 1000)
  const underOrder: number[] = []
  if (supervised.size > 0) {
    for (let row = 0; row < columns.length; row += 1)
      if (supervised.has(columns.id[row]!)) underOrder.push(row)
  }
  const first = counts.overdueRows.slice(0, MOST_POINTS / 2)
  const rest = counts.overdueRows.slice(MOST_POINTS / 2)
  const rows = [...new Set([...underOrder, ...first, ...counts.recentRows, ...rest])].filter(
    (row) => columns.lon[row] !== NOWHERE,
  )
  return {
    total: rows.length,
    items: rows.slice(0, MOST_POINTS).map((row) => {
      return {
        id: columns.id[row]!,
        lon: toDegrees(columns.lon[row]!),
        lat: toDegrees(columns.lat[row]!),
        category: categories[columns.category[row]!]!.code,
        state: STATES[columns.state[row]!]!,
        priority: columns.priority[row]!,
        overdue: isOverdue(columns, row, nowSecond),
        supervised: supervised.has(columns.id[row]!),
        area: areas.nodes[columns.position[row]!]?.code ?? null,
        at: new Date(columns.occurredAt[row]! * 1000).toISOString(),
      }
    }),
  }
}
