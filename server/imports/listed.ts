const MOST = 12

/** Names for a message, the first of them when there are many. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
  return shown.join(', ') + (names.length > MOST ? ` and ${names.length - MOST} more` : '')
}
