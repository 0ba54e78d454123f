import { DUTY_TEXTS, type Categories, type DutyItem, type DutyText } from './item.ts'

/** What keeps a draft from being published: of which item, in which field, and why. */
export type DutyFault = {
  category: string
  field: DutyText | 'category' | 'tasks' | 'unit'
  is: 'missing' | 'unknown' | 'twice'
}

/** All faults of a draft, in the order of its items; none: it can be published, if it has an item at all. */
export function faultsOf(
  items: readonly DutyItem[],
  known: { categories: Categories; units: readonly string[] },
): DutyFault[] {
  const seen = new Set<string>()
  return items.flatMap((item) => {
    const { category, tasks, unit } = item
    const fault = (field: DutyFault['field'], is: DutyFault['is']): DutyFault => ({ category, field, is })
    const faults: DutyFault[] = []
    if (!known.categories.some(({ code }) => code === category)) faults.push(fault('category', 'unknown'))
    if (seen.has(category)) faults.push(fault('category', 'twice'))
    seen.add(category)
    if (tasks.length === 0) faults.push(fault('tasks', 'missing'))
    if (unit !== null && !known.units.includes(unit)) faults.push(fault('unit', 'unknown'))
    for (const text of DUTY_TEXTS) if (item[text].trim() === '') faults.push(fault(text, 'missing'))
    return faults
  })
}
