/** The codes in a text that was pasted: parted by lines, spaces, commas or semicolons of either width; each once. */
export function codesIn(text: string): string[] {
  return [...new Set(text.split(/[\s,;，；、]+/).filter((code) => code !== ''))]
}
