/** CSS pixels of so many rem, as large as texts are now: for drawings that grow with them on a wall. */
export function rem(count: number): number {
  return count * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
}
