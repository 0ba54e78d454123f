import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { areaInScope } from '../accounts/scope.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import { dutyContract } from './contract.ts'
import { readOnDuty } from './where/on-duty.ts'
import { ownOperator, requireOperator } from './own/own-operator.ts'
import { readOperatorTrack } from './where/operator-track.ts'
import { packContract } from './own/pack-contract.ts'
import { readPack } from './own/pack.ts'
import { tellSession } from './sessions/session.ts'
import { readDutyState } from './own/state.ts'
import { beginDuty, stepDuty } from './sessions/take-duty.ts'
import { takePositions, type PositionDoors } from './positions/take-positions.ts'
import { readTrackReadings } from './where/track-reading.ts'
import { eraseTrack, readTrack } from './where/track.ts'
import { endTrackerKey, makeTrackerKey } from './trackers/keys.ts'
import { daySpan } from './where/day-span.ts'
import { localDate } from '../domain/local-date.ts'

const WRITES = perAccount(240)

type Dependencies = PositionDoors & { areas: AreaCache }

/** An operator's duty: begun, paused and ended by the operator; where they are meanwhile; and who may look. */
export function dutyRoutes(app: App, { areas, ...doors }: Dependencies): void {
  const { db, offsetMs } = doors
  const asking = async (request: FastifyRequest) => ({
    viewer: viewerOf(request),
    areas: await areas.current(),
  })
  const moment = () => {
    const now = Date.now()
    return { now, day: localDate(now, offsetMs) }
  }

  app.route({
    ...dutyContract.state,
    handler: async (request) => readDutyState(db, await asking(request), moment()),
  })

  app.route({ ...packContract, handler: async (request) => readPack(db, await asking(request), moment()) })

  app.route({
    ...dutyContract.begin,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      const { id: operatorId } = await ownOperator(db, viewerOf(request))
      const { id, startedAt } = request.body
      const session = await beginDuty(db, operatorId, { id, startedAt: Date.parse(startedAt) }, Date.now())
      return reply.code(201).send(tellSession(session))
    },
  })

  app.route({
    ...dutyContract.step,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      const { id: operatorId } = await ownOperator(db, viewerOf(request))
      const { step, at } = request.body
      return tellSession(
        await stepDuty(db, operatorId, request.params.id, { step, at: Date.parse(at) }, Date.now()),
      )
    },
  })

  app.route({
    ...dutyContract.positions,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      const who = await asking(request)
      requireOperator(who.viewer)
      const positions = request.body.positions.map((position) => ({
        ...position,
        at: Date.parse(position.at),
        deviceAt: Date.parse(position.deviceAt),
      }))
      const whose = { accountId: who.viewer.accountId, sessionId: request.params.id }
      const taken = await takePositions(doors, who.areas, whose, positions, Date.now())
      return { ...taken, session: tellSession(taken.session) }
    },
  })

  app.route({
    ...dutyContract.track,
    handler: async (request) => {
      const { id } = await ownOperator(db, viewerOf(request))
      const day = request.query.day ?? localDate(Date.now(), offsetMs)
      const readings = await readTrackReadings(db, id)
      return {
        day,
        points: await readTrack(db, id, daySpan(day, offsetMs)),
        readings: readings.map((reading) => ({ ...reading, readAt: reading.readAt.toISOString() })),
      }
    },
  })

  app.route({
    ...dutyContract.forget,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      const { id } = await ownOperator(db, viewerOf(request))
      return { deleted: await eraseTrack(db, id, daySpan(localDate(Date.now(), offsetMs), offsetMs)) }
    },
  })

  app.route({
    ...dutyContract.newTracker,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      const { id } = await ownOperator(db, viewerOf(request))
      const key = await makeTrackerKey(db, id)
      const addresses = { osmAnd: '/api/track/osmand', ownTracks: '/api/track/owntracks' }
      return reply.code(201).send({ key, ...addresses })
    },
  })

  app.route({
    ...dutyContract.endTracker,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      const { id } = await ownOperator(db, viewerOf(request))
      await endTrackerKey(db, id)
      return reply.code(204).send(null)
    },
  })

  app.route({
    ...dutyContract.now,
    handler: async (request) => {
      const who = await asking(request)
      const area = areaInScope(who.viewer, who.areas, request.query.area)
      return readOnDuty(db, who, area, moment())
    },
  })

  app.route({
    ...dutyContract.operatorTrack,
    handler: async (request) => {
      const { day } = request.query
      const id = Number(request.params.id)
      const asked = { id, day, span: daySpan(day, offsetMs), now: Date.now() }
      return { day, points: await readOperatorTrack(db, await asking(request), asked) }
    },
  })
}
