/** The lists of the screen, in the order of its tabs. */
export const LISTS = ['operators', 'vacant', 'ends', 'overloads', 'certificates'] as const
export type ListName = (typeof LISTS)[number]

/** What can be linked: which list, of which township (a code; null: all), and who or what is chosen of it. */
export type StaffView = {
  list: ListName
  township: string | null
  /** Code of an operator. */
  operator: string | null
  /** Code of a grid. */
  grid: string | null
}

export function readStaffView(search: string): StaffView {
  const query = new URLSearchParams(search)
  const list = LISTS.find((name) => name === query.get('list')) ?? 'operators'
  return { list, township: query.get('township'), operator: query.get('operator'), grid: query.get('grid') }
}

/** The query of a view, with what else the address says (the language). */
export function writeStaffView(view: StaffView, search: string): string {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(view)) {
    if (value === null || value === 'operators') query.delete(name)
    else query.set(name, value)
  }
  return query.toString()
}
