/** Items with the same name together, groups and items in the order in which they come. */
export function inGroups<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
): { name: string; items: Item[] }[] {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const name = nameOf(item)
    const known = groups.get(name)
    if (known) known.push(item)
    else groups.set(name, [item])
  }
  return [...groups].map(([name, own]) => ({ name, items: own }))
}
