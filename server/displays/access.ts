import type { FastifyRequest } from 'fastify'
import { requirePermission } from '../accounts/require-permission.ts'
import { viewerOf, type Viewer } from '../accounts/viewer.ts'
import type { Permission } from '../domain/permission.ts'

type DisplayPermission = Extract<Permission, 'manageDisplays' | 'pinScenes'>

const WHAT: Record<DisplayPermission, string> = {
  manageDisplays: 'Displays and their tours are set up by',
  pinScenes: 'Displays are shown to, and scenes pinned by,',
}

/** Who asks, where one of their roles may do it. Throws not_allowed. */
export function viewerWho(request: FastifyRequest, permission: DisplayPermission): Viewer {
  const viewer = viewerOf(request)
  requirePermission(viewer, permission, WHAT[permission])
  return viewer
}
