/**
 * A place of ours to come back to after signing in: the path of a screen, with its query. Nothing that a browser could take
 * for another host: no double slash, no backslash, no dots that fold into one.
 */
export const RETURN_PATH = '^(?=/)(?:/[A-Za-z0-9_-]+)*/?(?:\\?[!-~]*)?$'
export const LONGEST_RETURN_PATH = 2000

const PATTERN = new RegExp(RETURN_PATH, 'u')

/** The path where it is a place of ours, otherwise the first screen. */
export function returnPath(path: unknown): string {
  return typeof path === 'string' && path.length <= LONGEST_RETURN_PATH && PATTERN.test(path) ? path : '/'
}

/** The name under which the sign-in screen finds the code of what went wrong, in its address. */
export const SIGN_IN_FAULT = 'signInFault'

/** The path with the code of a fault that the sign-in screen tells about. */
export function withSignInFault(path: string, code: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}${SIGN_IN_FAULT}=${code}`
}
