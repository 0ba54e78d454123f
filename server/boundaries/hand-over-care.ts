import type { Db } from '../db/connect.ts'
import type { Impact } from '../domain/coverage/impact/impact.ts'
import { copyAssignments, copyGrants, endAssignments } from './publish-queries.ts'

/**
 * From today on, operators of a grid that was split look after both parts, and those of a grid that went into another after
 * that one; what they may see goes along.
 */
export async function handOverCare(
  trx: Db,
  { assignments }: Impact,
  retired: readonly string[],
  idOf: (code: string) => number,
  today: string,
): Promise<void> {
  const heirs = assignments.map(({ from, to }) => ({ from: idOf(from), to: idOf(to) }))
  if (heirs.length > 0) {
    await copyAssignments(trx, heirs, today)
    await copyGrants(trx, heirs)
  }
  if (retired.length > 0) await endAssignments(trx, retired.map(idOf), today)
}
