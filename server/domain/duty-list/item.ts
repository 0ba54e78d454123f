/**
 * What operators can be there for in a category: find and report it; settle what is small on the spot; look on the spot whether it was
 * solved (the life cycle's verification).
 */
export const DUTY_TASKS = ['report', 'settle', 'verify'] as const
export type DutyTask = (typeof DUTY_TASKS)[number]

/** The texts of an item, each in both languages. */
export const DUTY_TEXTS = ['operatorZh', 'operatorEn', 'othersZh', 'othersEn', 'basisZh', 'basisEn'] as const
export type DutyText = (typeof DUTY_TEXTS)[number]

/**
 * What is done about one category (its code; of two levels): by operators, by others and which unit (its code; null: a different one in
 * each township, or none), and by which law.
 */
export type DutyItem = { category: string; tasks: readonly DutyTask[]; unit: string | null } & Record<
  DutyText,
  string
>

/** Which categories there are, and what each stands below. */
export type Categories = readonly { code: string; parent: string | null }[]

/**
 * The item of a list that a category falls under: its own, else that of what it stands below; null: it is not on the list.
 */
export function itemFor<Item extends { category: string }>(
  items: readonly Item[],
  category: string,
  parent: string | null,
): Item | null {
  return (
    items.find((item) => item.category === category) ??
    items.find((item) => parent !== null && item.category === parent) ??
    null
  )
}
