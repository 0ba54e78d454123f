import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import { readVersion } from '../if-match.ts'
import { act } from './act.ts'
import { readBehind } from './behind.ts'
import { listCandidates } from './candidates.ts'
import { commendationContract } from './contract.ts'
import { listCommendations } from './list.ts'
import type { Means, Who } from './means.ts'
import { nominate, reckon } from './nominate.ts'
import { decideObjection, object } from './object.ts'
import { figuresOf } from './outcomes.ts'
import { publish } from './publish.ts'
import { readNotice, readRoll } from './roll.ts'
import { showCommendation } from './show.ts'
import { addTitle, changeTitle } from './titles.ts'

const CHANGES = perAccount(240)
/** What is reckoned over all incidents of a quarter each time. */
const RECKONINGS = perAccount(60)

/** Commendations of a quarter: titles, nominations from the first step to the last, and the roll. */
export function commendationRoutes(app: App, means: Means): void {
  const { db } = means
  const config = { rateLimit: CHANGES }

  async function whoAsks(request: FastifyRequest): Promise<Who> {
    return { viewer: viewerOf(request), areas: await means.areas.current() }
  }

  app.route({
    ...commendationContract.list,
    handler: async (request) => listCommendations(means, await whoAsks(request), request.query.quarter),
  })

  app.route({
    ...commendationContract.reckon,
    config: { rateLimit: RECKONINGS },
    handler: async (request) => figuresOf(await reckon(means, await whoAsks(request), request.query)),
  })

  app.route({
    ...commendationContract.candidates,
    handler: async (request) => ({
      items: await listCandidates(means, await whoAsks(request), request.query.title),
    }),
  })

  app.route({
    ...commendationContract.roll,
    handler: async () => ({ items: await readRoll(db) }),
  })

  app.route({
    ...commendationContract.one,
    handler: async (request) => showCommendation(means, await whoAsks(request), request.params.id),
  })

  app.route({
    ...commendationContract.behind,
    handler: async (request) => readBehind(means, await whoAsks(request), request.params.id, request.query),
  })

  app.route({
    ...commendationContract.nominate,
    config: { rateLimit: RECKONINGS },
    handler: async (request, reply) => {
      const who = await whoAsks(request)
      const id = await nominate(means, who, request.body)
      return reply.code(201).send(await showCommendation(means, who, id))
    },
  })

  app.route({
    ...commendationContract.act,
    config,
    handler: async (request) => {
      const who = await whoAsks(request)
      const { id } = request.params
      const version = readVersion(request.headers['if-match'])
      await act(means, who, { id, version, ...request.body })
      return showCommendation(means, who, id)
    },
  })

  app.route({
    ...commendationContract.object,
    config,
    handler: async (request, reply) => {
      const who = await whoAsks(request)
      await object(means, who, request.params.id, request.body)
      return reply.code(201).send(await showCommendation(means, who, request.params.id))
    },
  })

  app.route({
    ...commendationContract.decideObjection,
    config,
    handler: async (request, reply) => {
      const who = await whoAsks(request)
      const { id, objection } = request.params
      await decideObjection(means, who, id, { objectionId: objection, ...request.body })
      return reply.code(201).send(await showCommendation(means, who, id))
    },
  })

  app.route({
    ...commendationContract.addTitle,
    config,
    handler: async (request, reply) =>
      reply.code(201).send(await addTitle(db, viewerOf(request), request.body)),
  })

  app.route({
    ...commendationContract.changeTitle,
    config,
    handler: async (request) => {
      const version = readVersion(request.headers['if-match'])
      return changeTitle(db, viewerOf(request), { id: request.params.id, version }, request.body)
    },
  })

  app.route({
    ...commendationContract.publish,
    config,
    handler: async (request, reply) => {
      const id = await publish(means, await whoAsks(request), request.body)
      return reply.code(201).send(await readNotice(db, id))
    },
  })
}
