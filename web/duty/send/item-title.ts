import type { Locale } from '../../state/locale.svelte.ts'
import type { OutboxItem } from '../store/outbox-item.ts'

/** What a thing in the outbox is called. */
export function itemTitle({ task, title }: OutboxItem, { messages, formats }: Locale): string {
  const text = messages.duty.outbox
  switch (task.kind) {
    case 'start':
      return text.kinds.start
    case 'step':
      return text.steps[task.step]
    case 'positions':
      return text.positions(formats.number(task.positions.length))
    case 'photo':
      return text.photoOf(title)
    case 'action':
      return messages.work.actions[task.action]
    default:
      return title === '' ? text.kinds[task.kind] : title
  }
}
