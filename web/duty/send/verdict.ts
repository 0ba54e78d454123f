import type { ApiError } from '../../api.ts'

/** What an answer other than the one asked for means for what was sent. */
export type Verdict =
  /** Nothing was decided about it: the same again, later. */
  | 'later'
  /** The session is over: the operator signs in again. */
  | 'signIn'
  /** The session may be another by now: who is signed in must be asked. */
  | 'whoAmI'
  /** It was refused as it is: the operator decides. */
  | 'choice'

const LATER: ReadonlySet<string> = new Set([
  'unreachable',
  'internal',
  'too_many_requests',
  'openid_unreachable',
  'not_ready',
  'contact_unavailable',
  // Begun again, the upload says from where it goes on.
  'unknown_upload',
  'upload_gap',
])

export function verdictOn({ code }: Pick<ApiError, 'code'>): Verdict {
  if (LATER.has(code)) return 'later'
  if (code === 'unauthenticated') return 'signIn'
  return code === 'forged' ? 'whoAmI' : 'choice'
}
