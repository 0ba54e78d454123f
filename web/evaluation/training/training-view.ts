/** The parts of the page, in the order of their tabs. */
export const VIEWS = ['sessions', 'due', 'courses', 'plan'] as const
export type ViewName = (typeof VIEWS)[number]

/** What can be linked: the part, the township (code; null: all), the year (null: this one), and the session that is looked at. */
export type TrainingView = {
  view: ViewName
  township: string | null
  year: number | null
  session: number | null
}

export function readTrainingView(search: string): TrainingView {
  const query = new URLSearchParams(search)
  const whole = (name: string, pattern: RegExp): number | null => {
    const text = query.get(name)
    return text !== null && pattern.test(text) ? Number(text) : null
  }
  return {
    view: VIEWS.find((name) => name === query.get('view')) ?? 'sessions',
    township: query.get('township'),
    year: whole('year', /^(19[7-9]\d|20\d\d)$/),
    session: whole('session', /^[1-9]\d{0,8}$/),
  }
}

/** The query of a view, with what else the address says. */
export function writeTrainingView(view: TrainingView, search: string): string {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(view)) {
    if (value === null || value === 'sessions') query.delete(name)
    else query.set(name, String(value))
  }
  return query.toString()
}
