import { SIGN_IN_FAULT } from '../../server/domain/return-path.ts'

const PATTERN = new RegExp(`[?&]${SIGN_IN_FAULT}=([a-z_]+)$`)

/**
 * The code of what went wrong at the provider, or null. It is taken out of the address, where the server put it last: it
 * is told once, and no link carries it on.
 */
export function takeSignInFault(): string | null {
  const code = PATTERN.exec(location.search)?.[1]
  if (code === undefined) return null
  history.replaceState(history.state, '', location.pathname + location.search.replace(PATTERN, ''))
  return code
}
