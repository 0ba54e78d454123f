import { StartError } from '../../errors.ts'

/** A provider of OpenID Connect at which people of the county sign in. */
export type OpenIdSettings = {
  issuer: string
  clientId: string
  /** Null: a public client, which PKCE alone protects. */
  clientSecret: string | null
  /** What people call it; null: it has no name of its own. */
  name: string | null
  /** The claim that an account is linked by when its owner comes for the first time. */
  claim: string
  scope: string
}

/** The settings of the environment as they are written. */
export type OpenIdEnvironment = {
  WANGGE_OIDC_ISSUER?: string
  WANGGE_OIDC_CLIENT_ID?: string
  WANGGE_OIDC_CLIENT_SECRET?: string
  WANGGE_OIDC_NAME?: string
  WANGGE_OIDC_CLAIM?: string
  WANGGE_OIDC_SCOPE?: string
}

const NAMES = [
  'WANGGE_OIDC_ISSUER',
  'WANGGE_OIDC_CLIENT_ID',
  'WANGGE_OIDC_CLIENT_SECRET',
  'WANGGE_OIDC_NAME',
  'WANGGE_OIDC_CLAIM',
  'WANGGE_OIDC_SCOPE',
] as const satisfies (keyof OpenIdEnvironment)[]

/** The provider, or null where none is set. Throws StartError for settings that do not go together. */
export function readOpenId(given: OpenIdEnvironment, publicUrl: string | null): OpenIdSettings | null {
  const first = NAMES.find((name) => given[name] !== undefined)
  if (first === undefined) return null
  const issuer = needed(given.WANGGE_OIDC_ISSUER, 'WANGGE_OIDC_ISSUER', first)
  const clientId = needed(given.WANGGE_OIDC_CLIENT_ID, 'WANGGE_OIDC_CLIENT_ID', first)
  // The provider sends people back to an address that it was told before.
  needed(publicUrl ?? undefined, 'WANGGE_PUBLIC_URL', first)
  const scope = given.WANGGE_OIDC_SCOPE ?? 'openid profile'
  if (!scope.split(' ').includes('openid')) {
    throw new StartError(`WANGGE_OIDC_SCOPE must have "openid" among its words, but it is "${scope}".`)
  }
  return {
    issuer: readIssuer(issuer),
    clientId,
    clientSecret: given.WANGGE_OIDC_CLIENT_SECRET ?? null,
    name: given.WANGGE_OIDC_NAME ?? null,
    claim: given.WANGGE_OIDC_CLAIM ?? 'preferred_username',
    scope,
  }
}

function needed(value: string | undefined, name: string, because: string): string {
  if (value !== undefined) return value
  const others = because === name ? '' : `${because} goes with ${name}, but `
  throw new StartError(`${others}${name} is missing.`)
}

/**
 * Over plain HTTP anybody on the way could say who is who: only a provider on this machine is taken without HTTPS. One on
 * a closed network has a certificate of that network's own (NODE_EXTRA_CA_CERTS).
 */
function readIssuer(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  const isLoopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url?.hostname ?? '')
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback)
  if (url && isSafe && url.search === '' && url.hash === '' && url.username === '') return text
  throw new StartError(
    `WANGGE_OIDC_ISSUER must be an address of HTTPS (of plain HTTP on this machine only) without query, but it is ${JSON.stringify(text)}.`,
  )
}
