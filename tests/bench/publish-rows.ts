import { publishRelease, type AreaInput } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import { ask } from './ask.ts'
import { countyOfGrids } from './coverages.ts'
import { milliseconds, once, row, seconds, type Row } from './row.ts'

/** Releases over 5,000 grids and all incidents, while a reader keeps asking the server for a month's summary. */
export async function publishRows(db: Db, serverUrl: string): Promise<Row[]> {
  const moved = withMovedVertex(countyOfGrids())
  const renamed = moved.map((area) => (area.level === 'grid' ? { ...area, name: `${area.name} new` } : area))
  const rows: Row[] = []
  for (const [name, areas] of [
    ['a border between two grids moved', moved],
    ['all 5,000 grids changed', renamed],
  ] as const) {
    const reader = readWhile(serverUrl)
    const taken = await once(() => publishRelease(db, { author: 'bench', note: name, areas }))
    const { shown, longest } = await reader.untilRelease(await latestRelease(db))
    rows.push(
      row(
        `publish, ${name}: committed / in the summaries; longest answer to a reader meanwhile`,
        `${seconds(taken)} / ${seconds(shown)}; ${milliseconds(longest)}`,
        '≤ 10 s, readers never blocked',
      ),
    )
  }
  return rows
}

/** One vertex inside the border between the first grid of the county and the next one to the east, moved in both. */
function withMovedVertex(areas: readonly AreaInput[]): AreaInput[] {
  const grids = areas.filter(({ level }) => level === 'grid')
  const [left, right] = [grids[0]!, grids[1]!]
  const known = new Set(pairs(right).map(String))
  const [x, y] = pairs(left).filter((pair) => known.has(String(pair)))[5]!
  return areas.map((area) => {
    if (area !== left && area !== right) return area
    const shape = area.shape.map((polygon) =>
      polygon.map((ring) =>
        ring.map((unit, i) => (i % 2 === 0 && unit === x && ring[i + 1] === y ? unit + 10 : unit)),
      ),
    )
    return { ...area, shape }
  })
}

function pairs({ shape }: AreaInput): [number, number][] {
  const ring = shape[0]![0]!
  return Array.from({ length: ring.length / 2 }, (_, i) => [ring[2 * i]!, ring[2 * i + 1]!])
}

export async function latestRelease(db: Db): Promise<number> {
  const { seq } = await db
    .selectFrom('release')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  return seq
}

/** Asks for summaries without a pause, until one is of the release. */
export function readWhile(serverUrl: string) {
  const startedAt = performance.now()
  let wanted = Infinity
  let longest = 0
  const reading = (async () => {
    for (;;) {
      const answer = await ask(
        `${serverUrl}/api/summary?from=2025-06-01T00:00:00Z&to=2025-07-01T00:00:00Z`,
        'identity',
      )
      longest = Math.max(longest, answer.lastByteMs)
      const { release } = JSON.parse(answer.body.toString()) as { release: number }
      if (release >= wanted) return { shown: performance.now() - startedAt, longest }
    }
  })()
  return {
    untilRelease(release: number) {
      wanted = release
      return reading
    },
  }
}
