import { isInside, type AreaIndex, type AreaNode } from '../../areas/area-index.ts'
import { CSV_MARK, csvLine } from '../../csv-line.ts'
import { isScoredQuestion, type SurveyCount } from '../counting/survey-counts.ts'

const COLUMNS = ['area', 'level', 'indicator', 'positive', 'answered']

/**
 * What households inside an area answered as comma separated values: a line for each area and indicator, in the order of the map. What
 * an area has is the sum of its own lines and of those below.
 */
export function surveyCountsCsv(counts: readonly SurveyCount[], index: AreaIndex, inside: AreaNode): string {
  const rows = counts.filter(isScoredQuestion).flatMap(({ areaId, question, positive, answered }) => {
    const area = (areaId === null ? null : index.heirOf(areaId)) ?? index.county
    return area === null || !isInside(area, inside) ? [] : [{ area, question, positive, answered }]
  })
  const lines = rows
    .toSorted((a, b) => a.area.position - b.area.position || (a.question < b.question ? -1 : 1))
    .map(({ area, question, positive, answered }) =>
      csvLine([area.code, area.level, question, positive, answered]),
    )
  return CSV_MARK + csvLine(COLUMNS) + lines.join('')
}
