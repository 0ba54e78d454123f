import { holds } from '../../accounts/require-permission.ts'
import type { Viewer } from '../../accounts/viewer.ts'
import type { Db } from '../../db/connect.ts'
import { CodedError } from '../../errors.ts'

export type OwnOperator = { id: number; code: string; name: string }

/** Who a viewer is among the operators; null when the account is linked to none, or to one who has left. */
export async function findOwnOperator(db: Db, viewer: Viewer): Promise<OwnOperator | null> {
  const row = await db
    .selectFrom('operator')
    .select(['id', 'code', 'name'])
    .where('account_id', '=', viewer.accountId)
    .where('left_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** The operator that a viewer is. Throws not_allowed for whoever is none. */
export async function ownOperator(db: Db, viewer: Viewer): Promise<OwnOperator> {
  requireOperator(viewer)
  const operator = await findOwnOperator(db, viewer)
  if (operator) return operator
  throw new CodedError(
    'not_allowed',
    'Duty is for operators, but your account is linked to none: whoever manages your township does that under /operators.',
  )
}

export function requireOperator(viewer: Viewer): void {
  if (!holds(viewer, 'serveDuty')) throw new CodedError('not_allowed', 'Duty is for operators.')
}
