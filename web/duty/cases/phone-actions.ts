import { ruleOf, type ActionName } from '../../../server/domain/lifecycle/actions.ts'

/** What an action needs that is typed or chosen on a phone in the field; others are for the desk. */
const FITTING = new Set(['note', 'evidence'])

/** The actions that fit a phone: verification first, then what gets the case on. */
export function phoneActions(actions: readonly ActionName[]): ActionName[] {
  const fitting = actions.filter((action) => (ruleOf(action).needs ?? []).every((need) => FITTING.has(need)))
  return fitting.toSorted((a, b) => rank(a) - rank(b))
}

const ORDER: readonly ActionName[] = ['pass', 'fail', 'feedback', 'start', 'resume']

function rank(action: ActionName): number {
  const place = ORDER.indexOf(action)
  return place === -1 ? ORDER.length : place
}
