const plural = new Intl.PluralRules('en')

/** In English: `one` for exactly one, else `other`; the count comes in already written. */
export function counted(count: string, one: string, other: string): string {
  return `${count} ${plural.select(Number(count.replaceAll(',', ''))) === 'one' ? one : other}`
}
