import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { viewerWho } from './access.ts'
import { surveyContract } from './contract.ts'
import { enterAnswers, listEntries, withdrawEntry } from './entries.ts'
import { listGrids } from './list-grids.ts'
import { printSheet, showDraw } from './print-sheet.ts'

const CHANGES = perAccount(240)

type Dependencies = { db: Db; areas: AreaCache; offsetMs: (ms: number) => number }

/** What is done of a survey grid by grid: sheets are printed, and answers typed in. */
export function surveyGridRoutes(app: App, { db, areas, offsetMs }: Dependencies): void {
  const asking = async (request: FastifyRequest, permission: 'seeSurveys' | 'enterAnswers') => {
    const viewer = viewerWho(request, permission)
    const now = Date.now()
    return {
      viewer,
      areas: await areas.current(),
      day: new Date(now + offsetMs(now)).toISOString().slice(0, 10),
    }
  }

  app.route({
    ...surveyContract.grids,
    handler: async (request) => {
      return { items: await listGrids(db, await asking(request, 'seeSurveys'), Number(request.params.id)) }
    },
  })

  app.route({
    ...surveyContract.draw,
    handler: async (request) =>
      showDraw(db, await asking(request, 'seeSurveys'), Number(request.params.id), request.query.grid),
  })

  app.route({
    ...surveyContract.sheet,
    config: { rateLimit: CHANGES },
    handler: async (request) =>
      printSheet(db, await asking(request, 'enterAnswers'), Number(request.params.id), request.body.grid),
  })

  app.route({
    ...surveyContract.entries,
    handler: async (request) => {
      const who = await asking(request, 'enterAnswers')
      return { items: await listEntries(db, who, Number(request.params.id), request.query.grid) }
    },
  })

  app.route({
    ...surveyContract.enter,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const who = await asking(request, 'enterAnswers')
      return reply.code(201).send(await enterAnswers(db, who, Number(request.params.id), request.body))
    },
  })

  app.route({
    ...surveyContract.withdraw,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { id, entry } = request.params
      return withdrawEntry(db, await asking(request, 'enterAnswers'), Number(id), Number(entry))
    },
  })
}
