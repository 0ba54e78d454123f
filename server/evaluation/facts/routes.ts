import { perAccount } from '../../accounts/per-account.ts'
import { areaInScope } from '../../accounts/scope.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import type { Db } from '../../db/connect.ts'
import { readInScope } from '../../db/row-scope.ts'
import { noteEvent } from '../../events/note-event.ts'
import { evaluatorOf } from '../access.ts'
import { factsContract } from '../facts-contract.ts'
import { readFacts } from '../counting/read-facts.ts'
import type { SurveyReader } from '../counting/survey-counts.ts'
import { begunQuarter } from '../quarters.ts'
import { readUnitCodes } from '../queries.ts'
import { factsCsv } from './facts-csv.ts'
import { surveyCountsCsv } from './survey-counts-csv.ts'

type Dependencies = {
  db: Db
  areas: AreaCache
  readSurveys: SurveyReader
  offsetMs: (ms: number) => number
}

/** What the figures of a quarter are counted by, to be counted again by anybody. */
export function factsRoutes(app: App, { db, areas, readSurveys, offsetMs }: Dependencies): void {
  app.route({
    ...factsContract.facts,
    config: { rateLimit: perAccount(20) },
    handler: async (request, reply) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const now = Date.now()
      const { name, from, to } = begunQuarter(request.params.quarter, { now, offsetMs })
      const index = await areas.current()
      const area = areaInScope(viewer, index, request.query.area)
      await noteEvent(db, viewer, 'export', { format: 'csv', facts: name, area: area.code })
      // What happened again is looked for on both sides of a border; only the own rows leave the transaction.
      const { rows, units } = await readInScope(db, 'county', async (trx) => ({
        rows: await readFacts(
          trx,
          { from, to, asOf: Math.min(now, to) },
          area === index.county ? null : index.idsInside(area),
        ),
        units: await readUnitCodes(trx),
      }))
      reply.header('content-disposition', `attachment; filename="facts-${name}-${area.code}.csv"`)
      return reply.type('text/csv; charset=utf-8').send(
        factsCsv(rows, {
          area: (id) => index.heirOf(id)?.code ?? null,
          unit: (id) => units.get(id) ?? null,
        }),
      )
    },
  })

  app.route({
    ...factsContract.surveyCounts,
    config: { rateLimit: perAccount(20) },
    handler: async (request, reply) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const quarter = begunQuarter(request.params.quarter, { now: Date.now(), offsetMs })
      const index = await areas.current()
      const area = areaInScope(viewer, index, request.query.area)
      await noteEvent(db, viewer, 'export', { format: 'csv', surveys: quarter.name, area: area.code })
      const counts = await readSurveys(db, quarter)
      const file = `survey-counts-${quarter.name}-${area.code}.csv`
      reply.header('content-disposition', `attachment; filename="${file}"`)
      return reply.type('text/csv; charset=utf-8').send(surveyCountsCsv(counts, index, area))
    },
  })
}
