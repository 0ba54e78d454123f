import type { FastifyRequest } from 'fastify'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import { may, PERMISSIONS, type Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'

type EvaluationPermission = Extract<
  Permission,
  'seeEvaluation' | 'editScheme' | 'closeQuarter' | 'appeal' | 'decideAppeals'
>

const WHAT: Record<EvaluationPermission, string> = {
  seeEvaluation: 'Scorecards are for',
  editScheme: 'The scheme of weights is changed by',
  closeQuarter: 'A quarter is closed by',
  appeal: 'Appeals are made by',
  decideAppeals: 'Appeals are decided by',
}

export function mayDo(viewer: Viewer, permission: EvaluationPermission): boolean {
  return may(
    viewer.grants.map(({ role }) => role),
    permission,
  )
}

/** Who asks, where one of their roles may do it. Throws not_allowed. */
export function evaluatorOf(request: FastifyRequest, permission: EvaluationPermission): Viewer {
  const viewer = viewerOf(request)
  if (mayDo(viewer, permission)) return viewer
  throw new CodedError('not_allowed', `${WHAT[permission]} ${PERMISSIONS[permission].join(', ')}.`)
}
