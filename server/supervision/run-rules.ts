import { readCalendar } from '../calendar/read-calendar.ts'
import type { Db } from '../db/connect.ts'
import { inScope, readInScope } from '../db/row-scope.ts'
import { applyAction } from '../domain/lifecycle/apply-action.ts'
import { isOpen, STATES } from '../domain/incident-state.ts'
import type { Actor } from '../domain/lifecycle/refusal.ts'
import { applies, type SupervisionRule } from '../domain/lifecycle/supervision-rule.ts'
import { MOST_CLOSE_DAYS } from '../domain/lifecycle/clock.ts'
import { PROGRAM_NAME } from '../domain/program-name.ts'
import { takeStep } from '../handling/take-step.ts'
import { noteDone, readCandidates, readRules } from './queries.ts'

const PAGE = 1000
const DAY_MS = 86_400_000

/** A deadline further off than this has more than any share of its time left: the longest one, holidays included. */
const HORIZON_MS = 3 * MOST_CLOSE_DAYS * DAY_MS

/** Whom the steps of rules are put down to. */
const RULES: Actor = { name: PROGRAM_NAME, roles: new Set(['supervisor']), ofUnit: false }

/**
 * Looks at every open incident once and lets each rule that has come to apply do its step. Each step is one transaction
 * with a note that the rule has fired, so that however many processes look, and whenever one dies, no step is taken
 * twice or lost. Returns how many were taken.
 */
export async function runRules(db: Db, now: number): Promise<number> {
  const rules = (await readRules(db)).filter(({ enabled }) => enabled)
  if (rules.length === 0) return 0
  let taken = 0
  let after = 0
  const calendar = await readCalendar(db)
  const dueBefore = new Date(now + HORIZON_MS)
  for (;;) {
    const page = { after, limit: PAGE, dueBefore }
    const candidates = await readInScope(db, 'county', (trx) => readCandidates(trx, page))
    for (const candidate of candidates) {
      const terms = { rule: candidate, calendar }
      const due = rules.filter(
        (rule) => !candidate.done.includes(rule.code) && applies(rule, candidate, terms, now),
      )
      for (const rule of due) if (await fire(db, rule, candidate.id, now)) taken += 1
    }
    if (candidates.length < PAGE) return taken
    after = candidates.at(-1)!.id
  }
}

/** Takes the step of a rule, unless another process has, or somebody acted since it was looked at. */
async function fire(db: Db, rule: SupervisionRule, incidentId: number, now: number): Promise<boolean> {
  return inScope(db, 'county', (trx) =>
    takeStep(trx, incidentId, async (row) => {
      if (row === null || !isOpen(STATES.indexOf(row.incident.state))) return null
      const terms = { rule: row, calendar: await readCalendar(trx) }
      if (!applies(rule, row.incident, terms, now)) return null
      // Noted also where the step is not possible, as for one that is at the top already: it is not tried again.
      if (!(await noteDone(trx, rule.code, incidentId))) return null
      const input = { note: rule.code, days: rule.days ?? undefined }
      const taken = applyAction(row.incident, rule.action, input, RULES, now, terms)
      if ('why' in taken) return null
      const data = { ...taken.data, rule: rule.code }
      return {
        ...taken,
        data,
        action: rule.action,
        actor: RULES.name,
        actorRole: 'rule',
        at: now,
        note: null,
      }
    }),
  )
}
