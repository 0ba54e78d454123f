/** The main category of disputes. They are reported, and never shown to the public (domain.md). */
export const DISPUTES = '02'

/** Whether a category is of disputes; codes begin with that of their main category. */
export function isDispute(code: string): boolean {
  return code.startsWith(DISPUTES)
}
