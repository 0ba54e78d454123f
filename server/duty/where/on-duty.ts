import { rolesAt } from '../../accounts/scope.ts'
import type { Viewer } from '../../accounts/viewer.ts'
import type { AreaIndex, AreaNode } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'
import { may } from '../../domain/permission.ts'
import { CodedError } from '../../errors.ts'
import type { OnDuty } from '../contract.ts'
import { readLatestPositions, type LatestPosition } from './latest-positions.ts'
import { noteLatestReading } from './track-reading.ts'

type Who = { viewer: Viewer; areas: AreaIndex }
type Moment = { now: number; day: string }

/** Who is on duty of an area that the viewer sees, and where. Throws not_allowed. */
export async function readOnDuty(db: Db, who: Who, area: AreaNode, moment: Moment): Promise<OnDuty> {
  const latest = await latestOf(db, who, area, moment)
  return {
    at: new Date(moment.now).toISOString(),
    items: latest.flatMap(({ operatorId, code, name, place }) =>
      place === null
        ? []
        : [{ operator: { id: operatorId, code, name }, ...place, at: place.at.toISOString() }],
    ),
    withoutPosition: latest.filter(({ place }) => place === null).length,
  }
}

/**
 * Where the operators on duty are whose home lies in an area that the viewer sees; that it was read is written down first, for them
 * to see. Throws not_allowed for whoever sends nobody anywhere.
 */
export async function latestOf(
  db: Db,
  { viewer, areas }: Who,
  area: AreaNode,
  { now, day }: Moment,
): Promise<LatestPosition[]> {
  if (!may(rolesAt(viewer, areas, { areaId: area.id, unit: null }), 'seeStaff'))
    throw new CodedError('not_allowed', 'Where operators are is for those who send them.')
  const latest = await readLatestPositions(db, areas.idsInside(area), now)
  const seen = latest.filter(({ place }) => place !== null).map(({ operatorId }) => operatorId)
  await noteLatestReading(db, viewer.name, seen, { now, day })
  return latest
}
