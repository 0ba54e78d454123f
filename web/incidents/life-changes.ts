import type { Life } from '../../server/contract.ts'
import type { Messages } from '../messages/zh.ts'
import type { Locale } from '../state/locale.svelte.ts'

/** What of a case can differ between two moments, in the order in which it is told. */
const FIELDS = [
  'state',
  'unit',
  'request',
  'dueAt',
  'feedbackDueAt',
  'extendedDays',
  'suspendedAt',
  'supervisedDueAt',
  'urged',
  'escalation',
  'rating',
  'answer',
  'duplicateOf',
] as const satisfies readonly (keyof Life)[]

export type LifeField = (typeof FIELDS)[number]
export type LifeChange = { field: LifeField; from: string; to: string }

type Words = Pick<Locale, 'formats' | 'nameOf'> & { messages: Messages }

/** Everything of a case that is another than it was, in words: what the person saw, and what is so now. */
export function changesOf(before: Life, after: Life, words: Words): LifeChange[] {
  return FIELDS.flatMap((field) => {
    const [from, to] = [write(before, field, words), write(after, field, words)]
    return from === to ? [] : [{ field, from, to }]
  })
}

function write(life: Life, field: LifeField, words: Words): string {
  const { messages, formats } = words
  const text = messages.work
  const none = text.difference.none
  switch (field) {
    case 'state':
      return messages.states[life.state]
    case 'unit':
      return life.unit ? words.nameOf(life.unit) : none
    case 'request': {
      if (life.request === null) return none
      const { kind, by, days } = life.request
      const extent = days === null ? [] : [text.workingDays(formats.number(days))]
      return [text.requests[kind], ...extent, by].join(' · ')
    }
    case 'extendedDays':
      return life.extendedDays === 0 ? none : text.workingDays(formats.number(life.extendedDays))
    case 'urged':
      return life.urged === 0 ? none : text.urgedTimes(formats.number(life.urged))
    case 'escalation':
      return life.escalation === 0 ? none : (text.levels[life.escalation] ?? none)
    case 'rating':
      return life.rating === null ? none : text.ratings[life.rating]
    case 'answer':
      return life.answer ?? none
    case 'duplicateOf':
      return life.duplicateOf === null ? none : text.difference.incident(String(life.duplicateOf))
    default: {
      const time = life[field]
      return time === null ? none : formats.shortDateTime(Date.parse(time))
    }
  }
}
