import type { Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import type { BoundaryMessages } from '../../messages/boundaries/zh.ts'
import { shortNames } from '../short-name.ts'

/** Why something was not done, with the areas that it is about; `nameOf`: what these are called. */
export function writeRefusal(
  { refused, codes }: Refusal,
  messages: BoundaryMessages,
  nameOf = (code: string): string => shortNames(code, undefined).en,
): string {
  const reason = messages.refusals[refused]
  const named = codes.filter((code) => code !== '').map(nameOf)
  return named.length === 0 ? reason : messages.refusedAt(reason, named)
}
