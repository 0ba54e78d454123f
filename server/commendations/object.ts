import { mayDecideObjection, takesObjections } from '../domain/commendation/refusal.ts'
import type { ObjectionSource } from '../domain/commendation/state.ts'
import { may, PERMISSIONS } from '../domain/permission.ts'
import { localDate } from '../domain/local-date.ts'
import { CodedError } from '../errors.ts'
import { lockCommendation } from './lock.ts'
import type { Means, Who } from './means.ts'
import { actorFor, caseOf, mayObject, roleThatMay, waitsForVerdict } from './sight.ts'
import { writeObjection, writeObjectionDecision } from './write.ts'

/**
 * Objects to a nomination that is public: by oneself, or for somebody whose name is not kept. Throws unknown_commendation,
 * not_allowed, wrong_state once the last day is over, and for a second one by oneself before the first is decided.
 */
export async function object(
  { db, offsetMs }: Means,
  who: Who,
  id: number,
  said: { source: ObjectionSource; words: string },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await lockCommendation(trx, who, { id, version: null })
    const { roles } = actorFor(who, row)
    if (said.source === 'account' && !mayObject(who))
      throw new CodedError(
        'not_allowed',
        'An objection in the own name is made by a person, and not from the account of a shared screen.',
      )
    if (said.source !== 'account' && !may(roles, 'takeObjections'))
      throw new CodedError(
        'not_allowed',
        `Objections of others are written down by ${PERMISSIONS.takeObjections.join(', ')}.`,
      )
    if (!takesObjections(row, localDate(Date.now(), offsetMs)))
      throw new CodedError(
        'wrong_state',
        'Objections are taken while a nomination is public, up to its last day.',
      )
    if (said.source === 'account' && waitsForVerdict(row, who.viewer.name))
      throw new CodedError('wrong_state', 'Your objection is on file, and is not decided yet.')
    const role = roleThatMay(new Set(who.viewer.grants.map((grant) => grant.role)), [
      'takeObjections',
      'object',
    ])
    await writeObjection(trx, row, said, { name: who.viewer.name, role, at: new Date() })
  })
}

/**
 * Decides an objection, by a reviewer who neither nominated nor objected. Throws unknown_commendation, not_allowed, wrong_state
 * where it was decided already or the nomination is not public any more.
 */
export async function decideObjection(
  { db }: Means,
  who: Who,
  id: number,
  decision: { objectionId: number; upheld: boolean; words: string },
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const row = await lockCommendation(trx, who, { id, version: null })
    const actor = actorFor(who, row)
    if (!may(actor.roles, 'reviewCommendations'))
      throw new CodedError(
        'not_allowed',
        `Objections are decided by ${PERMISSIONS.reviewCommendations.join(', ')}.`,
      )
    const objection = row.objections.find((one) => one.id === decision.objectionId)
    if (!objection)
      throw new CodedError(
        'unknown_commendation',
        `The nomination has no objection with the id ${decision.objectionId}.`,
      )
    if (objection.decision !== null || objection.round !== row.round || row.state !== 'publicised')
      throw new CodedError(
        'wrong_state',
        'The objection was decided, or its nomination is not public any more.',
      )
    if (!mayDecideObjection(caseOf(row, false), actor, objection.by))
      throw new CodedError(
        'commendation_refused',
        'An objection is decided by who neither nominated nor objected.',
        {
          why: 'twice',
        },
      )
    const role = roleThatMay(actor.roles, ['reviewCommendations'])
    await writeObjectionDecision(trx, row, decision, { name: who.viewer.name, role, at: new Date() })
  })
}
