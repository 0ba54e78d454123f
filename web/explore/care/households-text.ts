import type { Locale } from '../../state/locale.svelte.ts'

/** Households of a cell, which are shares of a grid's where no addresses are known: whole ones, for half of one is no place. */
export function householdsText(
  count: number,
  { messages, formats }: Pick<Locale, 'messages' | 'formats'>,
): string {
  const text = messages.coverage
  if (count > 0 && count < 1) return text.fewHouseholds
  return text.gapHouseholds(formats.number(Math.round(count)))
}
