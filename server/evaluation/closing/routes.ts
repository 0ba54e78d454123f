import { perAccount } from '../../accounts/per-account.ts'
import { areaInScope, requireCounty, rootsOf } from '../../accounts/scope.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import { takeLock } from '../../db/advisory-lock.ts'
import type { Db } from '../../db/connect.ts'
import { inScope, readInScope } from '../../db/row-scope.ts'
import { CodedError } from '../../errors.ts'
import { doerOf, noteWith } from '../../events/note-event.ts'
import { evaluatorOf } from '../access.ts'
import { readAppeals } from '../appeals/appeal-queries.ts'
import { seesCard } from '../appeals/appeal-routes.ts'
import { closingContract } from '../closing-contract.ts'
import type { SurveyReader } from '../counting/survey-counts.ts'
import { viewQuarter } from '../quarter-view.ts'
import { begunQuarter, offeredQuarter } from '../quarters.ts'
import type { ReckoningCache } from '../reckoning-cache.ts'
import { reckonQuarter } from '../reckoning.ts'
import { findDifferences } from './corrections.ts'
import { freezeQuarter } from './freeze.ts'
import { readClosing } from './frozen-queries.ts'
import { readProof } from './read-proof.ts'
import type { StaffReader } from './staffing.ts'

/** What is reckoned over all incidents of a quarter each time. */
const DEAR = perAccount(60)

type Dependencies = {
  db: Db
  areas: AreaCache
  reckonings: ReckoningCache
  readSurveys: SurveyReader
  readStaff: StaffReader
  offsetMs: (ms: number) => number
}

/** Closing a quarter, proving what was frozen, and what has changed since. */
export function closingRoutes(
  app: App,
  { db, areas, reckonings, readSurveys, readStaff, offsetMs }: Dependencies,
): void {
  app.route({
    ...closingContract.close,
    config: { rateLimit: perAccount(20) },
    handler: async (request, reply) => {
      const viewer = evaluatorOf(request, 'closeQuarter')
      const at = Date.now()
      const quarter = await offeredQuarter(db, request.params.quarter, { now: at, offsetMs })
      if (quarter.to > at)
        throw new CodedError(
          'quarter_running',
          `${quarter.name} ends at ${new Date(quarter.to).toISOString()}; until then it cannot be closed.`,
        )
      const index = await areas.current()
      const closing = await inScope(db, 'county', async (trx) => {
        await takeLock(trx, 'quarters')
        if ((await readClosing(trx, quarter.name)) !== null)
          throw new CodedError('quarter_closed', `${quarter.name} is closed already.`)
        const window = { from: quarter.from, to: quarter.to, asOf: quarter.to }
        const reckoning = await reckonQuarter(trx, { window, index, readSurveys })
        const note = request.body.note.trim()
        const frozen = await freezeQuarter(trx, reckoning, {
          quarter,
          by: viewer.name,
          at,
          note,
          readStaff,
          offsetMs,
        })
        // The chain of events holds the hash: whoever changes the frozen rows would have to change all that came after.
        await noteWith(trx, doerOf(viewer), 'quarter', { closed: quarter.name, hash: frozen.hash })
        return frozen
      })
      return reply.code(201).send(closing)
    },
  })

  app.route({
    ...closingContract.proof,
    config: { rateLimit: DEAR },
    handler: async (request, reply) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      requireCounty(viewer, await areas.current())
      const { quarter } = request.params
      const text = await readInScope(db, 'county', (trx) => readProof(trx, quarter))
      if (text === null) throw new CodedError('quarter_open', `${quarter} is not closed.`)
      reply.header('content-disposition', `attachment; filename="quarter-${quarter}.json"`)
      return reply.type('application/json; charset=utf-8').send(text)
    },
  })

  app.route({
    ...closingContract.corrections,
    config: { rateLimit: DEAR },
    handler: async (request) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const now = Date.now()
      const quarter = begunQuarter(request.params.quarter, { now, offsetMs })
      const index = await areas.current()
      const area = areaInScope(viewer, index, request.query.area)
      const view = await viewQuarter({ db, reckonings }, quarter, now)
      if (view.closing === null) throw new CodedError('quarter_open', `${quarter.name} is not closed.`)
      const isAll = area === index.county && rootsOf(viewer, index) === null
      const differences = await findDifferences(
        db,
        view,
        await reckonings.get(quarter, now),
        isAll ? null : area.code,
      )
      const appeals = (await readAppeals(db, { quarter: quarter.name })).filter(
        (row) => row.decision?.outcome === 'upheld' && seesCard(viewer, index, row),
      )
      return {
        quarter: quarter.name,
        ...differences,
        appeals: appeals.map(({ parent: _parent, ...appeal }) => ({ ...appeal, mayDecide: false })),
      }
    },
  })
}
