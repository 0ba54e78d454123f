import type { Step, Unit } from '../../server/contract.ts'
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
  if (typeof data['unit'] === 'string') {
    const unit = units.find(({ code }) => code === data['unit'])
    parts.push(unit ? locale.nameOf(unit) : data['unit'])
  }
  if (typeof data['days'] === 'number') parts.push(text.workingDays(formats.number(data['days'])))
  if (typeof data['dueAt'] === 'string')
    parts.push(text.byThen(formats.shortDateTime(Date.parse(data['dueAt']))))
  if (typeof data['rule'] === 'string') parts.push(text.rules[data['rule']] ?? data['rule'])
  if (typeof data['level'] === 'number') parts.push(text.levels[data['level']] ?? '')
  if (typeof data['rating'] === 'string')
    parts.push(text.ratings[data['rating'] as keyof typeof text.ratings])
  return parts.join(' · ')
}
