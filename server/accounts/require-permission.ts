import { may, PERMISSIONS, type Permission } from '../domain/permission.ts'
import { CodedError } from '../errors.ts'
import type { Sight } from './viewer.ts'

/** Whether one of the viewer's roles has a permission, wherever that role reaches. */
export function holds({ grants }: Sight, permission: Permission): boolean {
  return may(
    grants.map(({ role }) => role),
    permission,
  )
}

/** Throws not_allowed for whoever has no role with it. `what` begins the sentence: "Titles are changed by". */
export function requirePermission(viewer: Sight, permission: Permission, what: string): void {
  if (holds(viewer, permission)) return
  throw new CodedError('not_allowed', `${what} ${PERMISSIONS[permission].join(', ')}.`)
}
