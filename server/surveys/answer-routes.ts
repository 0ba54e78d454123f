import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { answerContract } from './answer-contract.ts'
import { answerByCode, askByCode } from './answer.ts'
import { readPublicResults } from './public-results.ts'

/** From one address: a village may share one, and yet nobody guesses a code. */
const TRIES = { max: 60, timeWindow: '10 minutes' }

const LOOKS = { max: 120, timeWindow: '1 minute' }

type Dependencies = { db: Db; areas: AreaCache }

/** How a household answers by itself: with the code of its sheet, and nothing that says who it is. */
export function answerRoutes(app: App, { db, areas }: Dependencies): void {
  app.route({
    ...answerContract.results,
    config: { open: true, rateLimit: LOOKS },
    handler: async () => readPublicResults(db, (await areas.current()).county),
  })

  app.route({
    ...answerContract.ask,
    config: { open: true, rateLimit: TRIES },
    handler: async (request) => askByCode(db, await areas.current(), request.body.code),
  })

  app.route({
    ...answerContract.answer,
    config: { open: true, rateLimit: TRIES },
    handler: async (request, reply) => {
      await answerByCode(db, request.body.code, request.body.reply)
      return reply.code(201).send({ taken: true as const })
    },
  })
}
