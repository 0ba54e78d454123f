import type { Milestone } from '../../../server/contract.ts'
import { shareOf, type Measure } from '../../../server/domain/plan/milestone.ts'
import type { Locale } from '../../state/locale.svelte.ts'

/** A milestone's name: its kind, and the county's own words. */
export function milestoneName(
  { kind, label }: Pick<Milestone, 'kind' | 'label'>,
  { messages }: Locale,
): string {
  const name = messages.plan.kinds[kind]
  return label === '' ? name : `${name} · ${label}`
}

/** A day of the county, with its year. Days have no hours: noon UTC lies in the same day wherever offices are. */
export function writeDay(day: string, { formats }: Locale): string {
  return formats.day(Date.parse(`${day}T04:00:00Z`))
}

export function writeShortDay(day: string, { formats }: Locale): string {
  return formats.shortDay(Date.parse(`${day}T04:00:00Z`))
}

/** From the first to the last day; the year once where it is the same. */
export function writeDays(
  { beginsOn, endsOn }: Pick<Milestone, 'beginsOn' | 'endsOn'>,
  locale: Locale,
): string {
  const first =
    beginsOn.slice(0, 4) === endsOn.slice(0, 4) && locale.language === 'en' ? writeShortDay : writeDay
  const last =
    beginsOn.slice(0, 4) === endsOn.slice(0, 4) && locale.language === 'zh' ? writeShortDay : writeDay
  return `${first(beginsOn, locale)} – ${last(endsOn, locale)}`
}

export function ownerName({ owner }: Pick<Milestone, 'owner'>, locale: Locale): string {
  if (owner?.unit) return locale.nameOf(owner.unit)
  return owner?.account ?? locale.messages.plan.noOwner
}

/** The share of a measure in words: a percentage, or what stands in its place. */
export function shareText(measure: Measure | null, { formats, messages }: Locale): string {
  if (measure === null) return messages.plan.notCounted
  const share = shareOf(measure)
  return share === null ? messages.plan.ofNothing : formats.tenths(share)
}

/** How a milestone stands, in words: its state, how late, and what was done about it. */
export function standingText(item: Milestone, locale: Locale): string[] {
  const { plan: text } = locale.messages
  const late = locale.formats.number(item.daysLate)
  const words = [
    item.state === 'overdue'
      ? text.lateNow(late)
      : item.state === 'done' && item.daysLate > 0
        ? text.doneLate(late)
        : text.states[item.state],
  ]
  if (item.state === 'done') return words
  if (item.reached) words.push(text.reachedNow)
  if (item.supervisedUntil !== null) words.push(text.supervised(writeShortDay(item.supervisedUntil, locale)))
  if (item.escalation > 0) words.push(text.escalated(item.escalation))
  if (item.urged > 0) words.push(text.urged(locale.formats.number(item.urged)))
  return words
}
