import type { Step, Unit } from '../../server/contract.ts'
import { PUBLIC_NAME } from '../../server/domain/program-name.ts'
import type { ActionName } from '../../server/domain/lifecycle/actions.ts'
import type { Messages } from '../messages/zh.ts'
import type { Locale } from '../state/locale.svelte.ts'

/** What was done, in words: the action, and to whom, by how much or until when. */
export function describeStep(
  step: Step,
  messages: Messages,
  units: readonly Unit[],
  locale: Pick<Locale, 'formats' | 'nameOf'>,
): string {
  const text = messages.work
  const others: Record<string, string> = {
    report: text.reportStep,
    photo: text.photoStep,
    readContact: messages.contact.readStep,
    eraseContact: messages.contact.eraseStep,
  }
  const action = others[step.action] ?? text.actions[step.action as ActionName]
  return [action ?? step.action, describeData(step, messages, units, locale)]
    .filter((part) => part !== '')
    .join(' · ')
}

/** Who did it: an account and by which of its roles, or a rule. */
export function whoOf({ actor, role }: Step, messages: Messages): string {
  if (role === 'rule') return messages.work.byRule
  if (role === PUBLIC_NAME) return messages.sources['public']!
  return `${actor} · ${messages.roles[role as keyof typeof messages.roles] ?? role}`
}

function describeData(
  { data }: Step,
  { work: text, contact }: Messages,
  units: readonly Unit[],
  locale: Pick<Locale, 'formats' | 'nameOf'>,
): string {
  const { formats } = locale
  const parts: string[] = []
  if (data['contact'] === 'given') parts.push(contact.givenStep)
  if (typeof data['kind'] === 'string') parts.push(text.requests[data['kind'] as keyof typeof text.requests])
  const unitName = (wanted: string) => {
    const unit = units.find(({ code }) => code === wanted)
    return unit ? locale.nameOf(unit) : wanted
  }
  if (typeof data['unit'] === 'string') parts.push(unitName(data['unit']))
  if (typeof data['leftUnit'] === 'string') parts.push(text.fromUnit(unitName(data['leftUnit'])))
  if (typeof data['days'] === 'number') parts.push(text.workingDays(formats.number(data['days'])))
  if (typeof data['dueAt'] === 'string')
    parts.push(text.byThen(formats.shortDateTime(Date.parse(data['dueAt']))))
  if (typeof data['rule'] === 'string') parts.push(text.rules[data['rule']] ?? data['rule'])
  if (typeof data['level'] === 'number') parts.push(text.levels[data['level']] ?? '')
  if (typeof data['answer'] === 'string') parts.push(text.answerGiven(data['answer']))
  if (data['answer'] === null) parts.push(text.answerTaken)
  if (typeof data['rating'] === 'string')
    parts.push(text.ratings[data['rating'] as keyof typeof text.ratings])
  return parts.join(' · ')
}
