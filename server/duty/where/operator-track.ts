import { holds } from '../../accounts/require-permission.ts'
import { sees } from '../../accounts/scope.ts'
import type { Viewer } from '../../accounts/viewer.ts'
import type { AreaIndex } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { CodedError } from '../../errors.ts'
import type { Track } from '../contract.ts'
import { noteTrackReading } from './track-reading.ts'
import { readTrack, type DaySpan } from './track.ts'

/**
 * Where an operator was on a day, for those who may look; the reading is written down first, and the operator sees it. Throws
 * not_allowed, or unknown_operator where there is none that the viewer sees.
 */
export async function readOperatorTrack(
  db: Db,
  { viewer, areas }: { viewer: Viewer; areas: AreaIndex },
  { id, day, span, now }: { id: number; day: string; span: DaySpan; now: number },
): Promise<Track['points']> {
  if (!holds(viewer, 'readTracks'))
    throw new CodedError('not_allowed', 'Where an operator was is for supervisors and administrators.')
  const operator = await db
    .selectFrom('operator')
    .select('area_id as areaId')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!operator || !sees(viewer, areas, { areaId: operator.areaId, unit: null }))
    throw new CodedError('unknown_operator', `No operator has the id ${id}.`)
  await noteTrackReading(db, { operatorId: id, reader: viewer.name, now, day })
  return readTrack(db, id, span)
}
