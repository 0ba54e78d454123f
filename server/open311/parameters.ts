import { Open311Error } from './open311-error.ts'
import { isUnfitText } from '../unfit-text.ts'

/** What came in the address or in the form: each name with all that was given for it. Names that nobody knows are not looked at. */
export type Parameters = ReadonlyMap<string, readonly string[]>

/** Reads what is after the question mark, or the body of a form. */
export function readParameters(text: string): Parameters {
  const found = new Map<string, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const before = found.get(name)
    if (before) before.push(value)
    else found.set(name, [value])
  }
  return found
}

/**
 * The only value of a name, without the space around it; null where it is empty or not there, which is the same to the specification.
 * Some apps send the same in the address and in the form.
 */
export function one(parameters: Parameters, name: string): string | null {
  const given = (parameters.get(name) ?? []).map((value) => value.trim()).filter((value) => value !== '')
  const [value = null, ...others] = new Set(given)
  if (others.length > 0) throw new Open311Error(400, `${name} was given several times; give it once.`)
  if (value !== null && isUnfitText(value))
    throw new Open311Error(400, `${name} holds a character that no text can hold.`)
  return value
}

/** All values of a name: given several times, or with commas between. */
export function many(parameters: Parameters, name: string): string[] {
  const values = (parameters.get(name) ?? []).flatMap((value) => value.split(','))
  return [...new Set(values.map((value) => value.trim()).filter((value) => value !== ''))]
}
