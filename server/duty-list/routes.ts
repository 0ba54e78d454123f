import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { requirePermission } from '../accounts/require-permission.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { earliestDay, latestDay } from '../domain/duty-list/earliest-day.ts'
import { localDate, localMidnight } from '../domain/local-date.ts'
import { CodedError } from '../errors.ts'
import { readVersion } from '../if-match.ts'
import { dutyListContract } from './contract.ts'
import { beginDraft, discardDraft, readDraft, saveDraft } from './draft.ts'
import { publishList } from './publish.ts'
import { readList, readListInForce, readVersions } from './read-list.ts'

const CHANGES = perAccount(240)

/** The published list of duties of a grid, for everybody who is signed in; and its next version, for those who write it. */
export function dutyListRoutes(
  app: App,
  { db, offsetMs }: { db: Db; offsetMs: (ms: number) => number },
): void {
  const today = (): string => localDate(Date.now(), offsetMs)
  const beginsAt = (day: string): number => localMidnight(day, offsetMs)

  app.route({
    ...dutyListContract.current,
    handler: async () => {
      const versions = await readVersions(db)
      const day = today()
      const earliest = earliestDay(versions, day)
      const latest = latestDay(earliest, day)
      return { today: day, list: await readListInForce(db), versions, earliest, latest }
    },
  })

  app.route({
    ...dutyListContract.version,
    handler: async (request) => {
      const list = await readList(db, request.params.version)
      if (list) return list
      throw new CodedError(
        'unknown_duty_list',
        `No list of duties has the version ${request.params.version}.`,
      )
    },
  })

  app.route({
    ...dutyListContract.publish,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const viewer = editor(request)
      const { validFrom, note = null } = request.body
      const draft = readVersion(request.headers['if-match'])
      const list = await publishList(db, viewer, { draft, validFrom, note, today: today() }, beginsAt)
      return reply.code(201).send(list)
    },
  })

  app.route({
    ...dutyListContract.draft,
    handler: async (request) => {
      editor(request)
      return { draft: await readDraft(db) }
    },
  })

  app.route({
    ...dutyListContract.begin,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => reply.code(201).send(await beginDraft(db, editor(request))),
  })

  app.route({
    ...dutyListContract.save,
    config: { rateLimit: CHANGES },
    handler: (request) =>
      saveDraft(db, editor(request), readVersion(request.headers['if-match']), request.body.items),
  })

  app.route({
    ...dutyListContract.discard,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      await discardDraft(db, editor(request), readVersion(request.headers['if-match']))
      return reply.code(204).send(null)
    },
  })
}

/** Throws not_allowed for whoever does not write the list. */
function editor(request: FastifyRequest): Viewer {
  const viewer = viewerOf(request)
  requirePermission(viewer, 'editDuties', 'The list of duties is written and published by')
  return viewer
}
