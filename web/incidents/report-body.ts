import type { ReportBody } from '../../server/contract.ts'
import { PRIORITIES, type Priority } from '../../server/domain/incident-state.ts'
import { givenContact, type ContactDraft } from './contact/contact-draft.ts'

/** A report as it is typed in; `source` where the command centre writes it down for somebody. */
export type ReportDraft = {
  category: string
  title: string
  description: string
  address: string
  priority: Priority
  place: { lon: number; lat: number }
  contact: ContactDraft | null
  source: ReportBody['source'] | null
}

/** What is sent: without the fields that were left empty. */
export function reportBody(draft: ReportDraft): ReportBody {
  const { category, title, place, priority, contact, source } = draft
  const [description, address] = [draft.description.trim(), draft.address.trim()]
  return {
    category,
    title: title.trim(),
    ...place,
    priority: PRIORITIES.indexOf(priority),
    ...(description === '' ? {} : { description }),
    ...(address === '' ? {} : { address }),
    ...(source ? { source } : {}),
    ...givenContact(contact),
  }
}
