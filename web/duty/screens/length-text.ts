import type { Messages } from '../../messages/zh.ts'
import type { Formats } from '../../state/formats.ts'

/** A length on the ground: tens of metres, from a kilometre on kilometres. */
export function writeLength(metres: number, messages: Messages, formats: Formats): string {
  const text = messages.duty.grids
  if (metres >= 1000) return text.kilometres(formats.short(metres / 1000))
  return text.metres(formats.number(metres < 100 ? Math.round(metres) : Math.round(metres / 10) * 10))
}
