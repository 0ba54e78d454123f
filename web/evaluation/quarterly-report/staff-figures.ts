import type { Care, StaffingRow } from '../../../server/contract.ts'
import type { ReportData } from './read-report.ts'

/** How many look after an area: of now, or as it was kept when the quarter was closed. */
export type Staff = Pick<StaffingRow, 'grids' | 'vacantGrids' | 'operators' | 'households'>

/** `staff` is null where a closed quarter has kept nothing of the area. */
export type StaffFigures = { care: Care; staff: Staff | null }

/** The staffing of areas in the report; visits are always those of the quarter. */
export function staffFigures({ coverage, staffing, area }: ReportData): {
  total: StaffFigures
  byArea: Map<string, StaffFigures>
} {
  const of = (code: string, care: Care): StaffFigures => ({
    care,
    staff: staffing === null ? care : (staffing.items?.find((row) => row.code === code) ?? null),
  })
  return {
    total: of(area.code, coverage.totals),
    byArea: new Map(coverage.byArea.map(({ code, ...care }) => [code, of(code, care)])),
  }
}
