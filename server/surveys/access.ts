import type { FastifyRequest } from 'fastify'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import { may, PERMISSIONS, type Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'

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
  const roles = viewer.grants.map(({ role }) => role)
  if (may(roles, permission)) return viewer
  throw new CodedError('not_allowed', `${WHAT[permission]} ${PERMISSIONS[permission].join(', ')}.`)
}
