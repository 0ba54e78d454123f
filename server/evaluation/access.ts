import type { FastifyRequest } from 'fastify'
import { requirePermission } from '../accounts/require-permission.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { Permission } from '../domain/permission.ts'

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

/** Who asks, where one of their roles may do it. Throws not_allowed. */
export function evaluatorOf(request: FastifyRequest, permission: EvaluationPermission): Viewer {
  const viewer = viewerOf(request)
  requirePermission(viewer, permission, WHAT[permission])
  return viewer
}
