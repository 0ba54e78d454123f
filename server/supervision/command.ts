import { readOptions, text } from '../command-options.ts'
import type { Db } from '../db/connect.ts'
import { MOST_CLOSE_DAYS } from '../domain/lifecycle/clock.ts'
import { StartError } from '../errors.ts'
import { readRules, type ListedRule } from './queries.ts'

export const RULE_USAGE = `  rule list                   the rules by which incidents are urged, supervised and escalated by themselves
  rule set CODE --when time-left|overdue --amount N --do urge|supervise|escalate [--days N]
                              time-left: the share of its time that is left; overdue: working days since
  rule enable|disable|remove CODE`

const CONDITIONS = { 'time-left': 'timeLeft', overdue: 'overdue' } as const
const ACTIONS = ['urge', 'supervise', 'escalate'] as const

const OPTIONS = { when: text, amount: text, do: text, days: text }

/** Runs \`rule …\`. Throws a StartError in plain words; nothing is half done. */
export async function runRuleCommand(
  db: Db,
  given: readonly string[],
  { say, print }: { say: (message: string) => void; print: (line: string) => void },
): Promise<void> {
  const { values, positionals } = readOptions(given, OPTIONS, RULE_USAGE)
  const [action, code, ...more] = positionals
  if (action === 'list' && code === undefined) {
    for (const rule of await readRules(db)) print(describe(rule))
    return
  }
  if (code === undefined || more.length > 0 || !/^[a-z0-9][a-z0-9-]{0,31}$/.test(code)) {
    throw new StartError(
      `rule takes list, or set, enable, disable or remove and a code of small letters, digits and dashes, but it is ` +
        `${JSON.stringify(positionals.join(' '))}.`,
    )
  }
  switch (action) {
    case 'set':
      await setRule(db, code, values)
      return say(`The rule "${code}" counts from now on.`)
    case 'enable':
    case 'disable':
      await switchRule(db, code, action === 'enable')
      return say(`The rule "${code}" is ${action}d.`)
    case 'remove': {
      const { numDeletedRows } = await db
        .deleteFrom('supervision_rule')
        .where('code', '=', code)
        .executeTakeFirst()
      if (numDeletedRows === 0n) throw new StartError(`There is no rule "${code}".`)
      return say(`The rule "${code}" is no more.`)
    }
    default:
      throw new StartError(
        `rule takes list, set, enable, disable or remove, but it is ${JSON.stringify(action)}.`,
      )
  }
}

type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values']

async function setRule(db: Db, code: string, values: Values): Promise<void> {
  const condition = CONDITIONS[values.when as keyof typeof CONDITIONS]
  if (!condition)
    throw new StartError(`--when must be time-left or overdue, but it is ${shown(values.when)}.`)
  const amount = Number(values.amount ?? NaN)
  const most = condition === 'timeLeft' ? 1 : 1000
  if (!(amount >= 0 && amount <= most)) {
    throw new StartError(`--amount must be a number from 0 to ${most}, but it is ${shown(values.amount)}.`)
  }
  const action = ACTIONS.find((name) => name === values.do)
  if (!action)
    throw new StartError(`--do must be one of ${ACTIONS.join(', ')}, but it is ${shown(values.do)}.`)
  const days = values.days === undefined ? null : Number(values.days)
  const needsDays = action === 'supervise'
  if (
    needsDays !== (days !== null) ||
    (days !== null && !(Number.isInteger(days) && days >= 1 && days <= MOST_CLOSE_DAYS))
  ) {
    throw new StartError(
      needsDays
        ? `supervise needs --days from 1 to ${MOST_CLOSE_DAYS}, but it is ${shown(values.days)}.`
        : `--days is for supervise only, but the rule is to ${action}.`,
    )
  }
  const row = { condition, amount, action, days, enabled: true, since: new Date() }
  await db
    .insertInto('supervision_rule')
    .values({ code, ...row })
    .onConflict((conflict) => conflict.column('code').doUpdateSet(row))
    .execute()
}

async function switchRule(db: Db, code: string, enabled: boolean): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('supervision_rule')
    .set(enabled ? { enabled, since: new Date() } : { enabled })
    .where('code', '=', code)
    .where('enabled', '<>', enabled)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return
  const exists = await db
    .selectFrom('supervision_rule')
    .select('code')
    .where('code', '=', code)
    .executeTakeFirst()
  if (!exists) throw new StartError(`There is no rule "${code}".`)
}

function describe({ code, condition, amount, action, days, enabled }: ListedRule): string {
  const when = condition === 'timeLeft' ? `time left ${amount * 100} %` : `overdue by ${amount} working days`
  return [
    code,
    when,
    days === null ? action : `${action} within ${days} working days`,
    enabled ? '' : 'disabled',
  ]
    .join('\t')
    .trimEnd()
}

function shown(value: string | undefined): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
