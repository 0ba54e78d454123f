import { perAccount } from '../accounts/per-account.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { readVersion } from '../if-match.ts'
import { viewerWho } from './access.ts'
import { surveyContract } from './contract.ts'
import { knowsDraw } from './polling.ts'
import { readSurveys, showSurveys } from './queries.ts'
import { readResults } from './read-results.ts'
import { addSurvey, changeSurvey, stepSurvey } from './run-survey.ts'
import { publishWording, readWordings } from './wordings.ts'

const CHANGES = perAccount(240)

type Dependencies = { db: Db; areas: AreaCache }

/** Surveys as a whole: what is asked, when, and what came of it. */
export function surveyRoutes(app: App, { db, areas }: Dependencies): void {
  app.route({
    ...surveyContract.list,
    handler: async (request) => {
      const viewer = viewerWho(request, 'seeSurveys')
      const surveys = await showSurveys(db, await readSurveys(db))
      return { items: surveys.map((one) => (knowsDraw(viewer, one) ? one : { ...one, seed: null })) }
    },
  })

  app.route({
    ...surveyContract.wordings,
    handler: async (request) => {
      viewerWho(request, 'seeSurveys')
      return { items: await readWordings(db) }
    },
  })

  app.route({
    ...surveyContract.publishWording,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const viewer = viewerWho(request, 'runSurveys')
      return reply.code(201).send(await publishWording(db, viewer, request.body.questions))
    },
  })

  app.route({
    ...surveyContract.add,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const viewer = viewerWho(request, 'runSurveys')
      return reply.code(201).send(await addSurvey(db, viewer, request.body))
    },
  })

  app.route({
    ...surveyContract.change,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const viewer = viewerWho(request, 'runSurveys')
      const version = readVersion(request.headers['if-match'])
      return changeSurvey(db, viewer, { id: Number(request.params.id), version }, request.body)
    },
  })

  app.route({
    ...surveyContract.step,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const viewer = viewerWho(request, 'runSurveys')
      const version = readVersion(request.headers['if-match'])
      const asking = { viewer, areas: await areas.current() }
      return stepSurvey(db, asking, { id: Number(request.params.id), version }, request.body.step)
    },
  })

  app.route({
    ...surveyContract.results,
    handler: async (request) => {
      const viewer = viewerWho(request, 'seeSurveyResults')
      return readResults(db, { viewer, areas: await areas.current() }, request.query)
    },
  })
}
