import { DUTY_TASKS, DUTY_TEXTS, type DutyItem, type DutyText } from './item.ts'

export type DutyChange<Item> = {
  category: string
  /** Null: it was not on the list. */
  before: Item | null
  /** Null: it is not on the list any more. */
  after: Item | null
  /** What differs, where it is on both. */
  fields: (DutyText | 'tasks' | 'unit')[]
}

/** What a later list changes of an earlier one, by category; what stays as it is is left out. */
export function compareLists<Item extends DutyItem>(
  earlier: readonly Item[],
  later: readonly Item[],
): DutyChange<Item>[] {
  const categories = [...new Set([...earlier, ...later].map(({ category }) => category))].toSorted()
  return categories.flatMap((category): DutyChange<Item>[] => {
    const before = earlier.find((item) => item.category === category) ?? null
    const after = later.find((item) => item.category === category) ?? null
    if (before === null || after === null) return [{ category, before, after, fields: [] }]
    const fields = fieldsThatDiffer(before, after)
    return fields.length === 0 ? [] : [{ category, before, after, fields }]
  })
}

function fieldsThatDiffer(before: DutyItem, after: DutyItem): (DutyText | 'tasks' | 'unit')[] {
  const isSameTasks = DUTY_TASKS.every((task) => before.tasks.includes(task) === after.tasks.includes(task))
  return [
    ...(isSameTasks ? [] : (['tasks'] as const)),
    ...(before.unit === after.unit ? [] : (['unit'] as const)),
    ...DUTY_TEXTS.filter((text) => before[text].trim() !== after[text].trim()),
  ]
}
