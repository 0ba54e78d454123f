import type { Notice } from '../../../server/contract.ts'

type Item = Notice['items'][number]

/** Those of a notice by their title, in its order. */
export function byTitle(items: readonly Item[]): { title: Item['title']; items: Item[] }[] {
  const groups = new Map<string, { title: Item['title']; items: Item[] }>()
  for (const item of items) {
    const group = groups.get(item.title.name) ?? { title: item.title, items: [] }
    group.items.push(item)
    groups.set(item.title.name, group)
  }
  return [...groups.values()]
}
