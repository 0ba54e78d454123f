import type { Refusal } from '../../../server/domain/coverage/edit/refusal.ts'
import type { BoundaryMessages } from '../../messages/boundaries/zh.ts'

/** Why something was not done, with the areas that it is about. */
export function writeRefusal({ refused, codes }: Refusal, messages: BoundaryMessages): string {
  const reason = messages.refusals[refused]
  const named = codes.filter((code) => code !== '').map((code) => code.slice(-3))
  return named.length === 0 ? reason : messages.refusedAt(reason, named.join(' '))
}
