import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { noAnswers } from '../domain/survey/question.ts'
import { countCodes, gridKey, readAnswers, readNamedAreas, readSampledGrids } from './grid-queries.ts'
import { mayPrintAgain } from './print-sheet.ts'
import { readPolling } from './polling.ts'
import { readSurvey } from './queries.ts'
import { planFrame, readFrame } from './sample-frame.ts'
import type { SurveyGrid } from './survey-schema.ts'

type Asking = { viewer: Viewer; areas: AreaIndex; day: string }

/** The grids of a survey that concern the viewer; of one that is planned as they would be drawn now. Throws unknown_survey. */
export async function listGrids(db: Db, asking: Asking, id: number): Promise<SurveyGrid[]> {
  const survey = await readSurvey(db, id)
  const { areas } = asking
  const polling = await readPolling(db, { ...asking, survey })
  const shown = { paper: 0, web: 0, codes: 0 }
  if (survey.state === 'planned') {
    const frame = await readFrame(db, areas)
    const counts = planFrame(frame, survey)
    return frame.flatMap(({ grid, village, households }, i): SurveyGrid[] => {
      if (!polling.sees(grid.id) || counts[i] === 0) return []
      const { code, name, nameEn } = grid
      const own = polling.isOwn(grid.id)
      return [
        {
          ...shown,
          grid: code,
          name,
          nameEn,
          village: village?.code ?? null,
          households,
          places: counts[i]!,
          own,
          mayEnter: false,
          mayPrint: false,
        },
      ]
    })
  }
  const [grids, answers, codes, named] = await Promise.all([
    readSampledGrids(db, [id]),
    readAnswers(db, [id]),
    countCodes(db, id),
    readNamedAreas(db),
  ])
  return grids.flatMap(({ id: gridId, code, name, nameEn, households, places, villageId }): SurveyGrid[] => {
    if (!polling.sees(gridId)) return []
    const mayEnter = polling.mayEnter(gridId)
    const { paper, web } = answers.get(gridKey(id, gridId)) ?? { paper: noAnswers(), web: noAnswers() }
    return [
      {
        grid: code,
        name,
        nameEn,
        village: villageId === null ? null : (named.get(villageId)?.code ?? null),
        households,
        places,
        paper: paper.sheets,
        web: web.sheets,
        codes: codes.get(gridId) ?? 0,
        mayEnter,
        mayPrint: mayEnter && (mayPrintAgain(asking.viewer) || (web.sheets === 0 && !codes.has(gridId))),
        own: polling.isOwn(gridId),
      },
    ]
  })
}
