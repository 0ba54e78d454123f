import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import { may } from '../domain/permission.ts'
import { localDate } from '../domain/local-date.ts'
import { readVersion } from '../if-match.ts'
import { actOnDraft } from './act-on-draft.ts'
import { beginDraft } from './begin-draft.ts'
import { beginFromFile } from './draft-from-file.ts'
import { changeOperations } from './change-operations.ts'
import { reckonDraft } from './check-draft.ts'
import { boundaryContract } from './contract.ts'
import type { CoverageCache } from './coverage-cache.ts'
import { actorOf, knownDraft, listDrafts, requirePermission, showDraft } from './draft.ts'
import { groundOfDraft } from './ground.ts'
import { groundThen } from './ground-then.ts'
import { OpenDrafts } from './open-drafts.ts'
import { asOperations } from './operation-schema.ts'
import { readDraft } from './queries.ts'
import { requireRelease } from './release-difference.ts'

/** A change for each second of dragging, and more. */
const WRITES = perAccount(600)

/** An outline of a coast has hundreds of thousands of places. */
const MOST_BYTES = 16 * 1024 * 1024

/** Five thousand grids of a hundred vertices are about as large. */
const MOST_FILE_BYTES = 64 * 1024 * 1024

/** Writing operations by their schema would try one kind after the other for each. */
const serializerCompiler = () => JSON.stringify

type Dependencies = {
  db: Db
  areas: AreaCache
  coverages: CoverageCache
  offsetMs: (ms: number) => number
}

/** Drafts of boundaries: for the roles that see the county (`readBoundaries`). */
export function boundaryRoutes(app: App, { db, areas, coverages, offsetMs }: Dependencies): void {
  const reader = (request: FastifyRequest): Viewer => {
    const viewer = viewerOf(request)
    requirePermission(viewer, 'readBoundaries', 'see drafts of boundaries')
    return viewer
  }
  const drafts = new OpenDrafts()
  const today = () => localDate(Date.now(), offsetMs)

  app.route({
    ...boundaryContract.drafts,
    handler: async (request) => ({
      items: await listDrafts(db, reader(request), request.query.all === '1'),
    }),
  })

  app.route({
    ...boundaryContract.begin,
    serializerCompiler,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      requirePermission(viewer, 'editBoundaries', 'draw boundaries')
      const id = await beginDraft(db, coverages, viewer, await areas.current(), request.body)
      return reply.code(201).send(await showDraft(db, viewer, id))
    },
  })

  app.route({
    ...boundaryContract.beginFromFile,
    serializerCompiler,
    bodyLimit: MOST_FILE_BYTES,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      requirePermission(viewer, 'editBoundaries', 'draw boundaries')
      const { geojson: content, crs = 'EPSG:4326', repairMetres = null, ...given } = request.body
      const file = { ...given, content, crs, repairMetres }
      const id = await beginFromFile(db, coverages, viewer, await areas.current(), file)
      return reply.code(201).send(await showDraft(db, viewer, id))
    },
  })

  app.route({
    ...boundaryContract.draft,
    serializerCompiler,
    handler: async (request) => showDraft(db, reader(request), Number(request.params.id)),
  })

  app.route({
    ...boundaryContract.ground,
    serializerCompiler,
    handler: async (request) => {
      const viewer = reader(request)
      const id = Number(request.params.id)
      const row = knownDraft(id, await readDraft(db, id))
      const who = { viewer, areas: await areas.current() }
      const base = await coverages.of(row.baseRelease)
      const outer = may(actorOf(row, viewer).roles, 'moveOuterBoundary')
      return groundOfDraft(db, who, base, { draft: id, area: row.area, outer, today: today() })
    },
  })

  app.route({
    ...boundaryContract.groundThen,
    serializerCompiler,
    handler: async (request) => {
      reader(request)
      const id = Number(request.params.id)
      const row = knownDraft(id, await readDraft(db, id))
      const { release } = request.query
      await requireRelease(db, release)
      return groundThen(db, await coverages.of(row.baseRelease), row.area, release)
    },
  })

  app.route({
    ...boundaryContract.operations,
    serializerCompiler,
    bodyLimit: MOST_BYTES,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      const viewer = viewerOf(request)
      requirePermission(viewer, 'editBoundaries', 'draw boundaries')
      const id = Number(request.params.id)
      const version = readVersion(request.headers['if-match'])
      const { keep, append, done } = request.body
      const change = { keep, append: asOperations(append), done }
      await changeOperations({ db, coverages, drafts }, viewer, { id, version }, change)
      return showDraft(db, viewer, id)
    },
  })

  app.route({
    ...boundaryContract.impact,
    serializerCompiler,
    handler: async (request) => {
      reader(request)
      const id = Number(request.params.id)
      const row = knownDraft(id, await readDraft(db, id))
      return (await reckonDraft(db, coverages, row, today())).impact
    },
  })

  app.route({
    ...boundaryContract.act,
    serializerCompiler,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      const viewer = reader(request)
      const id = Number(request.params.id)
      const version = readVersion(request.headers['if-match'])
      const { action, note } = request.body
      await actOnDraft({ db, coverages, areas, today: today() }, viewer, { id, version, action, note })
      return showDraft(db, viewer, id)
    },
  })
}
