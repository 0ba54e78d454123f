import type { Voice } from './wall-text.svelte.ts'

/** A distance as far as anybody knows it: to 50 m, from a kilometre on to a tenth of one. */
export function distanceText(metres: number, { text, formats }: Voice): string {
  if (metres < 1000) return text.metres(formats.number(Math.max(50, Math.round(metres / 50) * 50)))
  return text.kilometres(formats.short(metres / 1000))
}
