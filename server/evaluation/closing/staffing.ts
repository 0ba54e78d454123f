import type { AreaIndex, AreaNode } from '../../areas/area-index.ts'
import type { Db } from '../../db/connect.ts'

/** Who looks after a grid: whether there is a lead or a cover, and everybody's ids. */
type GridStaff = { gridId: number; lead: boolean; operatorIds: readonly number[] }

/** Reads who is assigned on a day (YYYY-MM-DD); operators are a feature of their own. */
export type StaffReader = (db: Db, day: string) => Promise<readonly GridStaff[]>

/** How many looked after an area when a quarter was closed; of nobody by name. `households`: null where no grid's are known. */
export type Staffing = {
  level: 'county' | 'township'
  code: string
  grids: number
  vacantGrids: number
  operators: number
  households: number | null
}

/** The staffing of the county and of each township, by code; who looks after several grids is one person in every sum. */
export function staffingOf(index: AreaIndex, staff: readonly GridStaff[]): Staffing[] {
  const staffOf = new Map(staff.map((row) => [row.gridId, row]))
  const countOf = (area: AreaNode, level: Staffing['level']): Staffing => {
    const grids = index.within(area, 'grid')
    const people = new Set(grids.flatMap(({ id }) => staffOf.get(id)?.operatorIds ?? []))
    const known = grids.flatMap(({ households }) => households ?? [])
    return {
      level,
      code: area.code,
      grids: grids.length,
      vacantGrids: grids.filter(({ id }) => !staffOf.get(id)?.lead).length,
      operators: people.size,
      households: known.length === 0 ? null : known.reduce((sum, households) => sum + households, 0),
    }
  }
  const { county } = index
  if (county === null) return []
  const townships = index.within(county, 'township').map((area) => countOf(area, 'township'))
  return [countOf(county, 'county'), ...townships].toSorted((a, b) => (a.code < b.code ? -1 : 1))
}
