/** Contact details as they are typed in. */
export type ContactDraft = { name: string; phone: string }

/** What is sent with a report: what was filled in; nothing where the reporter stays anonymous. */
export function givenContact(draft: ContactDraft | null): { contact?: { name?: string; phone?: string } } {
  const name = draft?.name.trim() ?? ''
  const phone = draft?.phone.trim() ?? ''
  if (name === '' && phone === '') return {}
  return { contact: { ...(name === '' ? {} : { name }), ...(phone === '' ? {} : { phone }) } }
}
