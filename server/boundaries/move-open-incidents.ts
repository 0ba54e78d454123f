import Flatbush from 'flatbush'
import type { Db } from '../db/connect.ts'
import type { Coverage } from '../domain/coverage/edit/coverage.ts'
import { OUTSIDE } from '../domain/coverage/edit/operation.ts'
import { pointInShape } from '../domain/coverage/locate-point.ts'
import { shapeBounds } from '../domain/coverage/ring.ts'
import type { Shape } from '../domain/coverage/shape.ts'
import type { Played } from './play-draft.ts'
import { readOpenInside, writeHomes } from './publish-queries.ts'

/**
 * Puts open incidents that lie in areas that changed into the version valid now of the area that they lie in; those that
 * lie in none any more are not located. Closed ones keep the grid in which they happened.
 */
export async function moveOpenIncidents(
  trx: Db,
  before: Coverage,
  { coverage: after, touched }: Played,
  versionOf: (code: string) => number | null,
): Promise<void> {
  const now = shapesOf(after, touched)
  const then = shapesOf(before, touched)
  const bounds = new Flatbush(now.length + then.length)
  for (const { shape } of [...now, ...then]) bounds.add(...shapeBounds(shape))
  bounds.finish()
  const found = await readOpenInside(trx, [bounds.minX, bounds.minY, bounds.maxX, bounds.maxY])
  const homes = found.flatMap(({ id, x, y, versionId }) => {
    const near = bounds.search(x, y, x, y)
    const isIn = ({ shape }: { shape: Shape }) => pointInShape(x, y, shape)
    const home = near
      .filter((i) => i < now.length)
      .map((i) => now[i]!)
      .find(isIn)
    const wasIn = near.some((i) => i >= now.length && isIn(then[i - now.length]!))
    if (!home && !wasIn) return []
    const next = home ? versionOf(home.code) : null
    return next === versionId ? [] : [{ id, versionId: next }]
  })
  await writeHomes(trx, homes)
}

function shapesOf(coverage: Coverage, codes: Iterable<string>): { code: string; shape: Shape }[] {
  return [...codes].flatMap((code) => {
    const area = code === OUTSIDE ? null : coverage.area(code)
    return area && area.rings.length > 0 ? [{ code, shape: coverage.shapeOf(area) }] : []
  })
}
