import type { Shape } from '../domain/coverage/shape.ts'
import type { Level } from '../domain/level.ts'
import type { Db } from '../db/connect.ts'

/** An area as it was in a release. */
export type AreaAt = {
  id: number
  versionId: number
  code: string
  level: Level
  parentCode: string | null
  name: string
  nameEn: string | null
  kind: 'general' | 'exclusive' | 'micro'
  households: number | null
  population: number | null
  cellCount: number | null
  shape: Shape
}

/** Every area of a release, whichever came after it, ordered by code; none where there is no such release. */
export async function readAreasAt(db: Db, release: number): Promise<AreaAt[]> {
  return db
    .selectFrom('area_version as version')
    .innerJoin('area', 'area.id', 'version.area_id')
    .leftJoin('area as parent', 'parent.id', 'version.parent_id')
    .select([
      'area.id',
      'version.id as versionId',
      'area.code',
      'area.level',
      'parent.code as parentCode',
      'version.name',
      'version.name_en as nameEn',
      'version.kind',
      'version.households',
      'version.population',
      'version.cell_count as cellCount',
      'version.rings as shape',
    ])
    .where('version.release_from', '<=', release)
    .where((e) => e.or([e('version.release_to', 'is', null), e('version.release_to', '>', release)]))
    .orderBy('area.code')
    .execute()
}
