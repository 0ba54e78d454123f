import { perAccount } from '../accounts/per-account.ts'
import { areaInScope, rootsOf } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import { schemeFor, weightsFault } from '../domain/evaluation/scheme.ts'
import { CodedError } from '../errors.ts'
import { takeLock } from '../db/advisory-lock.ts'
import { inScope } from '../db/row-scope.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { readVersion } from '../if-match.ts'
import { evaluatorOf } from './access.ts'
import { countAppeals, readAppeals } from './appeals/appeal-queries.ts'
import { seesCard } from './appeals/appeal-routes.ts'
import { listBehind, type BehindQuestion } from './behind/list-behind.ts'
import { readClosings } from './closing/frozen-queries.ts'
import { evaluationContract } from './contract.ts'
import { previewWeights } from './preview.ts'
import { viewQuarter, type QuarterView } from './quarter-view.ts'
import { begunQuarter, knownQuarters } from './quarters.ts'
import { readSchemes, writeScheme } from './queries.ts'
import type { ReckoningCache } from './reckoning-cache.ts'
import { listScorecards, schemeAnswer } from './scorecards.ts'

type Dependencies = {
  db: Db
  areas: AreaCache
  reckonings: ReckoningCache
  offsetMs: (ms: number) => number
}

const CHANGES = perAccount(60)
/** A quarter is reckoned anew once an incident has changed: more than anybody can look at would keep others waiting. */
const LOOKS = perAccount(300)

/** Scorecards of quarters, what stands behind them, and how much each indicator counts. */
export function scorecardRoutes(app: App, { db, areas, reckonings, offsetMs }: Dependencies): void {
  const clock = () => ({ now: Date.now(), offsetMs })
  const view = (name: string): Promise<QuarterView> => {
    const { now } = clock()
    return viewQuarter({ db, reckonings }, begunQuarter(name, clock()), now)
  }

  app.route({
    ...evaluationContract.quarters,
    handler: async (request) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const index = await areas.current()
      const now = Date.now()
      const quarters = await knownQuarters(db, { now, offsetMs })
      const closings = new Map((await readClosings(db)).map((closing) => [closing.quarter, closing]))
      const schemes = await readSchemes(db)
      const seen = (await readAppeals(db, {})).filter((row) => seesCard(viewer, index, row))
      return {
        items: quarters.map(({ name, from, to }) => {
          const closing = closings.get(name) ?? null
          return {
            quarter: name,
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
            state:
              closing !== null ? ('closed' as const) : to <= now ? ('ended' as const) : ('running' as const),
            scheme: closing?.scheme ?? schemeFor(name, schemes).version,
            closing,
            appeals: countAppeals(seen.filter((appeal) => appeal.quarter === name)),
          }
        }),
      }
    },
  })

  app.route({
    ...evaluationContract.scorecards,
    config: { rateLimit: LOOKS },
    handler: async (request) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const { quarter, level, area } = request.query
      const asked = areaInScope(viewer, await areas.current(), area)
      return listScorecards(await view(quarter), level, asked)
    },
  })

  app.route({
    ...evaluationContract.incidents,
    config: { rateLimit: LOOKS },
    handler: async (request) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const { quarter, limit = 50, cursor = '0', ...question } = request.query
      const index = await areas.current()
      const shown = await view(quarter)
      await checkSeen(viewer, index, shown, question)
      return listBehind(
        shown,
        { ...question, limit, after: Number(cursor) },
        { db, reckonings, index, viewer },
      )
    },
  })

  app.route({
    ...evaluationContract.schemes,
    handler: async (request) => {
      evaluatorOf(request, 'seeEvaluation')
      return { items: (await readSchemes(db)).map(schemeAnswer) }
    },
  })

  app.route({
    ...evaluationContract.newScheme,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const viewer = evaluatorOf(request, 'editScheme')
      const seen = readVersion(request.headers['if-match'])
      const { fromQuarter, weights, note } = request.body
      const fault = weightsFault(weights)
      if (fault !== null) throw new CodedError('invalid_input', `"weights": ${fault}.`)
      const scheme = {
        version: seen + 1,
        fromQuarter,
        weights,
        note,
        author: viewer.name,
        madeAt: Date.now(),
      }
      await inScope(db, 'county', async (trx) => {
        // Nobody closes a quarter meanwhile, by the scheme before.
        await takeLock(trx, 'quarters')
        const lastClosed = (await readClosings(trx))[0]?.quarter ?? ''
        if (fromQuarter <= lastClosed)
          throw new CodedError(
            'quarter_closed',
            `A scheme holds from a quarter after ${lastClosed}, which is closed, but ${fromQuarter} was asked for.`,
          )
        const newest = (await readSchemes(trx))[0]!.version
        // Of two at once the second finds the row of the first.
        if (newest !== seen || !(await writeScheme(trx, scheme)))
          throw new CodedError('stale', 'Somebody has made a newer scheme.', {
            version: Math.max(newest, seen + 1),
          })
        await noteWith(trx, doerOf(viewer), 'quarter', { scheme: String(scheme.version), fromQuarter })
      })
      return reply.code(201).send(schemeAnswer(scheme))
    },
  })

  app.route({
    ...evaluationContract.preview,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      evaluatorOf(request, 'editScheme')
      const { quarter, level, weights } = request.body
      const fault = weightsFault(weights)
      if (fault !== null) throw new CodedError('invalid_input', `"weights": ${fault}.`)
      const now = Date.now()
      const reckoning = await reckonings.get(begunQuarter(quarter, clock()), now)
      const scheme = schemeFor(quarter, await readSchemes(db))
      return previewWeights(reckoning, { quarter, level, scheme, weights })
    },
  })
}

/** Refuses who does not see the area or the unit; throws unknown_scorecard where the quarter has none of this code. */
async function checkSeen(
  viewer: Viewer,
  index: AreaIndex,
  view: QuarterView,
  { level, code }: Pick<BehindQuestion, 'level' | 'code'>,
): Promise<void> {
  if (level === 'county') {
    if (rootsOf(viewer, index) === null && index.county?.code === code) return
    if (rootsOf(viewer, index) !== null)
      throw new CodedError('out_of_scope', 'The incidents of the county are for those who see it.')
  } else {
    const card = (await view.level(level)).cards.find((own) => own.code === code)
    if (card !== undefined) {
      if (seesCard(viewer, index, { level, ...card })) return
      throw new CodedError('out_of_scope', `You do not see "${code}".`)
    }
  }
  throw new CodedError('unknown_scorecard', `No ${level} "${code}" has a scorecard of ${view.quarter.name}.`)
}
