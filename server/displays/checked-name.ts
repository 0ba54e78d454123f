import { CodedError } from '../errors.ts'
import { isUnfitText } from '../unfit-text.ts'

/** The name of a display or a tour, as it can be kept. Throws invalid_input. */
export function checkedName(name: string): string {
  if (isUnfitText(name))
    throw new CodedError('invalid_input', '"name" must not contain NUL, or half a character.')
  if (name.trim() !== name)
    throw new CodedError('invalid_input', '"name" must not begin or end with a space.')
  return name
}

export function nameInUse(of: 'display' | 'tour', name: string): CodedError {
  return new CodedError('name_in_use', `Another ${of} has the name "${name}".`)
}
