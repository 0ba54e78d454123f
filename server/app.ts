import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyRequest } from 'fastify'
import { constants } from 'node:zlib'
import { Type } from 'typebox'
import { guard, viewerOfRequest } from './accounts/guard.ts'
import { accountRoutes } from './accounts/routes.ts'
import { answerError } from './answer-error.ts'
import { describeApi } from './api-description.ts'
import type { App } from './app-types.ts'
import { AreaCache } from './areas/area-cache.ts'
import { areaRoutes } from './areas/routes.ts'
import { CoverageCache } from './boundaries/coverage-cache.ts'
import { releaseRoutes } from './boundaries/release-routes.ts'
import { boundaryRoutes } from './boundaries/routes.ts'
import { contactRoutes } from './contacts/routes.ts'
import { commendationRoutes } from './commendations/routes.ts'
import type { OutcomeSources } from './commendations/sources.ts'
import { calendarRoutes } from './calendar/routes.ts'
import type { Config } from './config.ts'
import type { Db, OpenDatabase } from './db/connect.ts'
import { readInScope } from './db/row-scope.ts'
import { CodedError } from './errors.ts'
import { EVENT_CHANNEL } from './events/append.ts'
import { describeError, describeRequest } from './log-entry.ts'
import { displayOfRequest } from './displays/display-viewer.ts'
import { pairingRoutes } from './displays/pairing-routes.ts'
import { readDutyGrids } from './duty/where/duty-grids.ts'
import { readPlaced } from './duty/where/latest-positions.ts'
import { latestOf } from './duty/where/on-duty.ts'
import { displayRoutes } from './displays/routes.ts'
import { tourRoutes } from './displays/tour-routes.ts'
import { noteLatestReading } from './duty/where/track-reading.ts'
import { dutyListRoutes } from './duty-list/routes.ts'
import { dutyRoutes } from './duty/routes.ts'
import { isQuarterClosed, readClosedCard } from './evaluation/closing/closed-card.ts'
import { readGridFacts } from './evaluation/counting/grid-facts.ts'
import { ReckoningCache } from './evaluation/reckoning-cache.ts'
import { evaluationRoutes } from './evaluation/evaluation-routes.ts'
import { participationRoutes } from './participation/routes.ts'
import { PositionDays } from './duty/positions/position-days.ts'
import { VisitMarks } from './duty/positions/mark-visits.ts'
import { trackerRoutes } from './duty/trackers/routes.ts'
import { handlingRoutes } from './handling/routes.ts'
import { filterRoutes } from './filters/routes.ts'
import { healthRoutes } from './health/routes.ts'
import { operatorImportRoutes } from './imports/operators/routes.ts'
import { ColumnCache } from './incidents/column-cache.ts'
import { incidentRoutes } from './incidents/routes.ts'
import { Feed } from './live/feed.ts'
import { OpenStreams } from './live/open-streams.ts'
import { liveRoutes } from './live/routes.ts'
import { disqualify, qualify } from './operators/qualify.ts'
import { operatorRoutes } from './operators/routes.ts'
import { answerOpen311Error, isOpen311, OPEN311_PREFIX } from './open311/answer.ts'
import { keyRoutes } from './open311/key-routes.ts'
import { open311Routes } from './open311/routes.ts'
import { uploadRoutes } from './photos/upload-routes.ts'
import { photoRoutes } from './photos/routes.ts'
import { readGridStaff } from './patrols/grid-staff.ts'
import { patrolRoutes } from './patrols/routes.ts'
import { planRoutes } from './plan/routes.ts'
import { VisitCache } from './patrols/visits/visit-cache.ts'
import { contentSecurity } from './security-headers.ts'
import { readSurveyCounts } from './surveys/read-survey-counts.ts'
import { publicRoutes } from './public/routes.ts'
import { buildSerializer } from './serializer.ts'
import { staticFiles } from './static-files.ts'
import { everySurveyRoute } from './surveys/every-survey-route.ts'
import { TileStore } from './tiles/tile-store.ts'
import { tileRoutes } from './tiles/routes.ts'
import { trainingRoutes } from './training/routes.ts'
import { zoneOffset } from './time-zone.ts'
import { refuseUnfitText } from './unfit-text.ts'
import { unitRoutes } from './units/routes.ts'
import { buildValidator, refuseInfinity } from './validator.ts'
import { buildOf } from './wall/build-of.ts'
import { wallRoutes } from './wall/routes.ts'

/** Whom operators see as having asked who is nearest, when it was a wall. */
const WALL_READER = 'wall'

/** What nominations name. */
const SOURCES: OutcomeSources = {
  readFacts: (db, period) => readInScope(db, 'county', (trx) => readGridFacts(trx, period)),
  readScorecard: readClosedCard,
  isClosed: isQuarterClosed,
}

export type Dependencies = {
  db: Db
  /** How the database wakes us; null: it is only asked now and again. */
  listen: OpenDatabase['listen'] | null
  config: Pick<
    Config,
    | 'basemap'
    | 'proxy'
    | 'publicUrl'
    | 'openId'
    | 'timeZone'
    | 'mostStreams'
    | 'keyring'
    | 'contactDays'
    | 'proofBits'
    | 'logLevel'
  >
  /** The built web application; null serves the API alone. */
  webFolder: string | null
}

/** Builds the server: everything it is made of is registered here by hand. It does not listen yet. */
export async function buildApp({ db, listen, config, webFolder }: Dependencies): Promise<App> {
  const app: App = Fastify({
    logger: { level: config.logLevel, serializers: { req: describeRequest, err: describeError } },
    trustProxy: config.proxy ?? false,
    requestTimeout: 30_000,
    // Unknown parameters are errors, not silently dropped.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, verbose: true } },
    schemaController: { compilersFactory: { buildValidator, buildSerializer } },
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) =>
      (isOpen311(request) ? answerOpen311Error : answerError)(error, request, reply),
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    // A million incidents are read before the first answer, however long a weak or busy machine takes for that.
    pluginTimeout: 0,
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.addHook('onRoute', (route) => {
    // Hidden routes are pages and files: their query belongs to the page.
    if (route.schema && !route.schema.hide && !route.schema.querystring)
      route.schema.querystring = Type.Object({}, { additionalProperties: false })
  })
  app.setErrorHandler(answerError)
  app.setNotFoundHandler((request) => {
    throw new CodedError('not_found', `Nothing is served at ${request.url.split('?')[0]}.`)
  })

  await app.register(helmet, contentSecurity(config.basemap))
  // No text in the database can hold the character NUL, so none that is asked for can.
  app.addHook('onRequest', async ({ url }) => {
    if (url.includes('%00'))
      throw new CodedError('invalid_input', 'A parameter must not contain the character NUL (%00).')
  })
  app.addHook('preHandler', refuseInfinity)
  app.addHook('preHandler', refuseUnfitText)
  await app.register(cookie)
  await app.register(rateLimit, { global: false })
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 1 },
    customTypes: /^(text\/.*|application\/(json|javascript|vnd\.apache\.arrow\.stream)|image\/svg\+xml)/,
  })
  await describeApi(app)

  const areas = new AreaCache(db)
  const tiles = new TileStore(areas)
  const columns = new ColumnCache(db, areas)
  const visits = new VisitCache(db, areas)
  const feed = new Feed(db)
  const offsetMs = zoneOffset(config.timeZone)
  guard(app, { db, config, displayOf: (request) => displayOfRequest(db, request, config.publicUrl) })
  healthRoutes(app, { db, tiles })
  accountRoutes(app, { db, areas, config })
  areaRoutes(app, { db, areas, config })
  tileRoutes(app, { areas, tiles, publicUrl: config.publicUrl })
  incidentRoutes(app, { db, areas, columns, offsetMs })
  filterRoutes(app, { db, columns, offsetMs })
  handlingRoutes(app, { db, areas, offsetMs, keyring: config.keyring })
  publicRoutes(app, { db, areas, offsetMs, config })
  unitRoutes(app, { db })
  calendarRoutes(app, { db, offsetMs })
  photoRoutes(app, { db, areas })
  await app.register(uploadRoutes, { db })
  contactRoutes(app, { db, areas, keyring: config.keyring })
  const live = {
    areas,
    feed,
    streams: new OpenStreams(),
    mostStreams: config.mostStreams,
    viewerAgain: (request: FastifyRequest) => viewerOfRequest(db, request, config),
  }
  liveRoutes(app, { ...live, listen })
  pairingRoutes(app, { db, config })
  wallRoutes(app, {
    ...live,
    db,
    columns,
    visits,
    config,
    offsetMs,
    build: webFolder === null ? 'none' : buildOf(webFolder),
    readStaff: async ({ day, dayBefore, now }) => {
      const [today, before, onDuty, placed] = await Promise.all([
        readGridStaff(db, day),
        readGridStaff(db, dayBefore),
        readDutyGrids(db, { now, day }),
        readPlaced(db, now),
      ])
      return { today, before, onDuty, placed }
    },
    noteNearest: (operatorIds, moment) => noteLatestReading(db, WALL_READER, operatorIds, moment),
  })
  const duty = { db, areas, days: new PositionDays(db), marks: new VisitMarks(), offsetMs }
  dutyRoutes(app, duty)
  await app.register(trackerRoutes, duty)
  dutyListRoutes(app, { db, offsetMs })
  patrolRoutes(app, {
    db,
    areas,
    columns,
    visits,
    offsetMs,
    readLatest: (who, area, moment) => latestOf(db, who, area, moment),
  })
  operatorRoutes(app, { db, columns, offsetMs })
  trainingRoutes(app, { db, areas, offsetMs, qualifications: { give: qualify, take: disqualify } })
  operatorImportRoutes(app, { db, areas, offsetMs })
  boundaryRoutes(app, { db, areas, coverages: new CoverageCache(db), offsetMs })
  releaseRoutes(app, { db })
  displayRoutes(app, { db, areas })
  tourRoutes(app, { db, areas })
  const reckonings = new ReckoningCache(db, columns, readSurveyCounts)
  evaluationRoutes(app, {
    db,
    areas,
    reckonings,
    readSurveys: readSurveyCounts,
    readStaff: readGridStaff,
    offsetMs,
  })
  everySurveyRoute(app, { db, areas, offsetMs })
  participationRoutes(app, { db, areas, offsetMs })
  planRoutes(app, { db, areas, offsetMs })
  commendationRoutes(app, { db, areas, offsetMs, sources: SOURCES })
  keyRoutes(app, { db })
  // Apps of others, in the form that they know.
  await app.register(open311Routes, { prefix: OPEN311_PREFIX, db, areas, config, offsetMs })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
  if (webFolder !== null) await staticFiles(app, { webFolder, basemap: config.basemap })

  // The first look at the map should not wait for these.
  app.addHook('onReady', async () => {
    await Promise.all([tiles.index(), columns.current()])
    feed.follow((rows) => {
      columns.expire()
      if (!rows.some((row) => 'release' in row)) return
      areas.expire()
      // Every open map asks for tiles at once.
      tiles.index().catch((error: unknown) => app.log.error(error))
      visits.prepare().catch((error: unknown) => app.log.error(error))
    })
    await feed.start(listen && ((wake) => listen(EVENT_CHANNEL, wake)), (error) => app.log.error(error))
  })
  // Three months of visits take seconds to read: the map answers meanwhile, and who asks for care waits for them.
  let preparing = Promise.resolve()
  app.addHook('onListen', async () => {
    preparing = visits.prepare().catch((error: unknown) => app.log.error(error))
  })
  // Before the database closes, which the caller sees to.
  app.addHook('preClose', async () => void (await Promise.all([feed.stop(), preparing])))
  return app
}
