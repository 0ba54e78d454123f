/** As the table `display_pairing` asks for it: without I and O, which look like 1 and 0 from afar. */
const CODE = /^[0-9A-HJ-NP-Z]{6}$/

/**
 * The code that somebody typed in, as the screen shows it: case, spaces, dashes and full width do not matter, nor I for 1
 * and O for 0. Null for what can be no code.
 */
export function readCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('I', '1')
    .replaceAll('O', '0')
  return CODE.test(code) ? code : null
}
