/** Whether a text has what no database keeps: NUL, or halves of characters. */
export function isUnfitText(text: string): boolean {
  return text.includes('\0') || /\p{Surrogate}/u.test(text)
}
