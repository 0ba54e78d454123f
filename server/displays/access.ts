import type { FastifyRequest } from 'fastify'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import { may, PERMISSIONS, type Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'

type DisplayPermission = Extract<Permission, 'manageDisplays' | 'pinScenes'>

const WHAT: Record<DisplayPermission, string> = {
  manageDisplays: 'Displays and their tours are set up by',
  pinScenes: 'Displays are shown to, and scenes pinned by,',
}

/** Who asks, where one of their roles may do it. Throws not_allowed. */
export function viewerWho(request: FastifyRequest, permission: DisplayPermission): Viewer {
  const viewer = viewerOf(request)
  const roles = viewer.grants.map(({ role }) => role)
  if (may(roles, permission)) return viewer
  throw new CodedError('not_allowed', `${WHAT[permission]} ${PERMISSIONS[permission].join(', ')}.`)
}
