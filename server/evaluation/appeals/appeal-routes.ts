import { perAccount } from '../../accounts/per-account.ts'
import { holds } from '../../accounts/require-permission.ts'
import { inViewersScope, rootsOf } from '../../accounts/scope.ts'
import type { Viewer } from '../../accounts/viewer.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import { isInside, type AreaIndex } from '../../areas/area-index.ts'
import { takeLock } from '../../db/advisory-lock.ts'
import type { Db } from '../../db/connect.ts'
import { inScope } from '../../db/row-scope.ts'
import type { CountedName, Counts } from '../../domain/evaluation/counts.ts'
import { CodedError } from '../../errors.ts'
import { doerOf, noteWith } from '../../events/note-event.ts'
import { evaluatorOf } from '../access.ts'
import { closingContract, type Appeal } from '../closing-contract.ts'
import { readClosing, readFrozenLevel } from '../closing/frozen-queries.ts'
import type { Card } from '../figure-schema.ts'
import { readAppeals, readOpenAppeal, writeAppeal, writeDecision, type AppealRow } from './appeal-queries.ts'
import { readNumber } from './read-number.ts'

const CHANGES = perAccount(60)

/** Appeals against frozen figures, and their decisions. */
export function appealRoutes(app: App, { db, areas }: { db: Db; areas: AreaCache }): void {
  const answer = async (id: number, viewer: Viewer): Promise<Appeal> => {
    const [row] = await readAppeals(db, { id })
    return toAnswer(row!, viewer)
  }

  app.route({
    ...closingContract.appeals,
    handler: async (request) => {
      const viewer = evaluatorOf(request, 'seeEvaluation')
      const index = await areas.current()
      const rows = await readAppeals(db, { quarter: request.query.quarter ?? null })
      return { items: rows.filter((row) => seesCard(viewer, index, row)).map((row) => toAnswer(row, viewer)) }
    },
  })

  app.route({
    ...closingContract.appeal,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const viewer = evaluatorOf(request, 'appeal')
      const { quarter, level, code, indicator, incident, reason } = request.body
      const index = await areas.current()
      if ((await readClosing(db, quarter)) === null)
        throw new CodedError('quarter_open', `${quarter} is not closed: nothing of it is frozen yet.`)
      const card = (await readFrozenLevel(db, quarter, level)).cards.find((own) => own.code === code)
      if (card === undefined)
        throw new CodedError('unknown_scorecard', `No ${level} "${code}" has a scorecard of ${quarter}.`)
      if (!seesCard(viewer, index, { level, ...card }))
        throw new CodedError('out_of_scope', `"${code}" is not among what you look after.`)
      const frozen = frozenOf(card, indicator, level)
      const id = await inViewersScope(db, { viewer, areas: index }, async (trx) => {
        const about = incident === undefined ? null : await readNumber(trx, incident)
        const made = { quarter, level, code, indicator, frozen, incident: about, reason: reason.trim() }
        // One that is sent again, or by two at once, is one.
        await takeLock(trx, 'quarters')
        const open = await readOpenAppeal(trx, made)
        if (open !== null)
          throw new CodedError('appeal_waits', `The appeal ${open} says the same and is not decided yet.`)
        const appealId = await writeAppeal(trx, { ...made, madeBy: viewer.name, at: Date.now() })
        await noteWith(trx, doerOf(viewer), 'quarter', { appeal: String(appealId), quarter, code, indicator })
        return appealId
      })
      return reply.code(201).send(await answer(id, viewer))
    },
  })

  app.route({
    ...closingContract.decide,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const viewer = evaluatorOf(request, 'decideAppeals')
      const id = Number(request.params.id)
      const { outcome, words, corrected = null } = request.body
      const [appeal] = await readAppeals(db, { id })
      if (appeal === undefined) throw new CodedError('unknown_appeal', `There is no appeal ${id}.`)
      if (appeal.madeBy === viewer.name)
        throw new CodedError('not_allowed', 'An appeal is decided by somebody else than who made it.')
      checkCorrected(outcome, corrected)
      await inScope(db, 'county', async (trx) => {
        const decision = {
          appealId: id,
          outcome,
          words: words.trim(),
          corrected,
          by: viewer.name,
          at: Date.now(),
        }
        if (!(await writeDecision(trx, decision)))
          throw new CodedError('appeal_decided', `Appeal ${id} was decided already; a decision is final.`)
        await noteWith(trx, doerOf(viewer), 'quarter', { decided: String(id), outcome })
      })
      return reply.code(201).send(await answer(id, viewer))
    },
  })
}

function toAnswer({ parent: _parent, ...appeal }: AppealRow, viewer: Viewer): Appeal {
  const mayDecide =
    appeal.decision === null && appeal.madeBy !== viewer.name && holds(viewer, 'decideAppeals')
  return { ...appeal, mayDecide }
}

/** Whether a card is of what the viewer looks after: an area of theirs, or the own unit of a township of theirs. */
export function seesCard(
  viewer: Viewer,
  index: AreaIndex,
  { level, code, parent }: { level: string; code: string; parent: string | null },
): boolean {
  const roots = rootsOf(viewer, index)
  if (roots === null) return true
  const at = level === 'unit' ? parent : code
  const area = at === null ? null : index.byCode(at)
  return area !== null && roots.some((root) => isInside(area, root))
}

function frozenOf(card: Card, indicator: CountedName, level: string): Counts {
  if (indicator === 'validReports' || indicator === 'overdue' || indicator === 'supervised') {
    const count = card.context[indicator]
    return { numerator: count, denominator: count }
  }
  const figure = card.figures.find((own) => own.indicator === indicator)
  if (figure) return { numerator: figure.numerator, denominator: figure.denominator }
  throw new CodedError(
    'invalid_input',
    `"indicator" must be one that a ${level} has, but it is "${indicator}".`,
  )
}

function checkCorrected(outcome: string, corrected: Counts | null): void {
  if ((outcome === 'upheld') !== (corrected !== null))
    throw new CodedError(
      'invalid_input',
      '"corrected" must be sent exactly where an appeal is upheld: it is what the figure should be.',
    )
  if (corrected !== null && corrected.numerator > corrected.denominator)
    throw new CodedError(
      'invalid_input',
      `"corrected.numerator" must not be more than the denominator ${corrected.denominator}, but it is ${corrected.numerator}.`,
    )
}
