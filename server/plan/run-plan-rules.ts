import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import { isMeasured, reaches, stateOf } from '../domain/plan/milestone.ts'
import { dueRules } from '../domain/plan/plan-rules.ts'
import { PROGRAM_NAME } from '../domain/program-name.ts'
import { takeAct } from './act-on-milestone.ts'
import { lockMilestone, readEvents, readMilestones, type MilestoneRow } from './queries.ts'
import { measureNow, momentOf, readKnown, type Moment } from './read-known.ts'

const MEASURE_EVERY_MS = 3_600_000
/** The rule by which a milestone that is measured is done. */
const REACHED = 'reached'

/**
 * What becomes of the plan by itself: what is measured at its target is done, what is late is urged, supervised and escalated.
 * Each step is one transaction that finds in the milestone's own events whether it was taken, so that any number of processes
 * may look, and none takes it twice.
 */
export class PlanRules {
  readonly #db: Db
  readonly #offsetMs: (ms: number) => number
  #measuredAt = Number.NEGATIVE_INFINITY

  constructor(db: Db, offsetMs: (ms: number) => number) {
    this.#db = db
    this.#offsetMs = offsetMs
  }

  /** Looks at every milestone that is not done; counts over all incidents once an hour only. Returns how many steps were taken. */
  async run(now: number): Promise<number> {
    const moment = momentOf(now, this.#offsetMs)
    const open = (await readMilestones(this.#db)).filter(({ doneOn }) => doneOn === null)
    let taken = 0
    if (now - this.#measuredAt >= MEASURE_EVERY_MS) {
      taken += await this.#finish(open, moment)
      this.#measuredAt = now
    }
    for (const { id } of open.filter((row) => stateOf(row, moment.today) === 'overdue'))
      taken += await this.#press(id, moment)
    return taken
  }

  async #finish(open: readonly MilestoneRow[], moment: Moment): Promise<number> {
    const begun = open.filter((row) => isMeasured(row.kind) && row.beginsOn <= moment.today)
    if (begun.length === 0) return 0
    const known = await readKnown(this.#db, (work) => readInScope(this.#db, 'county', work), moment)
    const isThere = (row: MilestoneRow): boolean => {
      const measure = measureNow(row, known, moment)
      return measure !== null && reaches(measure, row.targetPercent)
    }
    let taken = 0
    for (const { id } of begun.filter(isThere)) {
      taken += await this.#db.transaction().execute(async (trx) => {
        const row = await lockMilestone(trx, id)
        if (row === null || row.doneOn !== null || !isThere(row)) return 0
        const situation = { row, today: moment.today, measure: measureNow(row, known, moment) }
        await takeAct(trx, situation, { action: 'done' }, taking(REACHED, moment))
        return 1
      })
    }
    return taken
  }

  /** The steps that are due for one that is late. */
  async #press(id: number, moment: Moment): Promise<number> {
    return this.#db.transaction().execute(async (trx) => {
      let taken = 0
      for (;;) {
        const row = await lockMilestone(trx, id)
        if (row === null) return taken
        const fired = (await readEvents(trx, id)).flatMap(({ rule }) => rule ?? [])
        const [rule] = dueRules(row, fired, moment.today)
        if (!rule) return taken
        const asked = { action: rule.action, ...(rule.days === null ? {} : { days: rule.days }) }
        const situation = { row, today: moment.today, measure: null }
        await takeAct(trx, situation, asked, taking(rule.code, moment))
        taken += 1
      }
    })
  }
}

const taking = (rule: string, { now }: Moment) => ({
  actor: PROGRAM_NAME,
  actorRole: 'rule',
  rule,
  at: new Date(now),
})
