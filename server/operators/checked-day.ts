import { isDay } from '../domain/staffing/day.ts'
import { CodedError } from '../errors.ts'

/** The day, where the calendar has it. Throws invalid_input that names the parameter. */
export function checkedDay(name: string, text: string): string {
  if (isDay(text)) return text
  throw new CodedError(
    'invalid_input',
    `"${name}" must be a day from 1970-01-01 to 2105-12-31, but it is "${text}".`,
  )
}
