import type { FastifyRequest } from 'fastify'
import { requirePermission } from '../accounts/require-permission.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { Permission } from '../domain/permission.ts'

type SurveyPermission = Extract<
  Permission,
  'seeSurveys' | 'seeSurveyResults' | 'runSurveys' | 'enterAnswers' | 'enterParticipation'
>

const WHAT: Record<SurveyPermission, string> = {
  seeSurveys: 'Surveys are shown to',
  seeSurveyResults: 'Results of surveys are shown to',
  runSurveys: 'Surveys are planned, drawn and closed by',
  enterAnswers: 'Answers are typed in by',
  enterParticipation: 'What villages do together is entered by',
}

/** Who asks, where one of their roles may do it. Throws not_allowed. */
export function viewerWho(request: FastifyRequest, permission: SurveyPermission): Viewer {
  const viewer = viewerOf(request)
  requirePermission(viewer, permission, WHAT[permission])
  return viewer
}
