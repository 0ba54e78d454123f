import * as client from 'openid-client'
import { CodedError } from '../../errors.ts'
import { readName } from './claim.ts'
import type { Attempt } from './queries.ts'
import type { OpenIdSettings } from './settings.ts'

/** Of one request to the provider: a person is waiting. */
const TIMEOUT_SECONDS = 10
/** What the provider says of itself is asked anew after this. */
const FRESH_MS = 3_600_000

/** Somebody whom the provider vouches for. */
export type Vouched = {
  issuer: string
  subject: string
  /** What the claim of the settings calls them; null: it does not. Asks the provider where the token does not say. */
  readClaim(): Promise<string | null>
}

/**
 * The provider at which people sign in. Nothing is asked of it before somebody wants to, so that a provider that is down
 * keeps nobody from starting; what it says of itself is then kept for an hour. Throws openid_denied, openid_expired,
 * openid_failed and openid_unreachable, with the fault behind it as `cause`.
 */
export class OpenIdProvider {
  readonly #settings: OpenIdSettings
  readonly #redirectUri: string
  #known: { configuration: Promise<client.Configuration>; at: number } | null = null

  constructor(settings: OpenIdSettings, redirectUri: string) {
    this.#settings = settings
    this.#redirectUri = redirectUri
  }

  /** The provider's page for somebody to sign in on; `anew`: also where they are signed in there already. */
  async pageFor(
    { nonce, codeVerifier }: Attempt,
    { state, anew }: { state: string; anew: boolean },
  ): Promise<string> {
    const configuration = await told(this.#configuration())
    const parameters = {
      redirect_uri: this.#redirectUri,
      scope: this.#settings.scope,
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
      ...(anew ? { prompt: 'login' } : {}),
    }
    return client.buildAuthorizationUrl(configuration, parameters).href
  }

  /** Who it is that came back with this query, checked in every way that the protocol has. */
  async whoCameBack(query: string, { nonce, codeVerifier }: Attempt, state: string): Promise<Vouched> {
    const configuration = await told(this.#configuration())
    const tokens = await told(
      client.authorizationCodeGrant(configuration, new URL(`${this.#redirectUri}?${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      }),
    )
    const claims = tokens.claims()!
    const { claim } = this.#settings
    return {
      issuer: claims.iss,
      subject: claims.sub,
      async readClaim() {
        if (claims[claim] !== undefined) return readName(claims, claim)
        if (configuration.serverMetadata().userinfo_endpoint === undefined) return null
        const { access_token: token } = tokens
        return readName(await told(client.fetchUserInfo(configuration, token, claims.sub)), claim)
      },
    }
  }

  #configuration(): Promise<client.Configuration> {
    const now = Date.now()
    if (this.#known === null || now - this.#known.at > FRESH_MS) {
      const configuration = discover(this.#settings)
      const known = { configuration, at: now }
      this.#known = known
      // What failed is tried again by the next one who wants to sign in.
      configuration.catch(() => {
        if (this.#known === known) this.#known = null
      })
    }
    return this.#known.configuration
  }
}

function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<client.Configuration> {
  const url = new URL(issuer)
  // The settings allow plain HTTP on this machine only.
  const plain = url.protocol === 'http:' ? [client.allowInsecureRequests] : []
  return client.discovery(url, clientId, {}, authenticate(clientSecret), {
    timeout: TIMEOUT_SECONDS,
    // The token's signature is checked also where it came straight from the provider.
    execute: [...plain, client.enableNonRepudiationChecks],
  })
}

/** As the provider takes it: basic unless it says that it does not. */
function authenticate(secret: string | null): client.ClientAuth {
  if (secret === null) return client.None()
  const [basic, post] = [client.ClientSecretBasic(secret), client.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? basic : post)(server, ...rest)
  }
}

async function told<Answer>(asking: Promise<Answer>): Promise<Answer> {
  try {
    return await asking
  } catch (fault) {
    throw Object.assign(toCoded(fault), { cause: fault })
  }
}

function toCoded(fault: unknown): CodedError {
  if (fault instanceof client.AuthorizationResponseError && fault.error === 'access_denied')
    return new CodedError('openid_denied', 'Signing in was refused at the provider.')
  // The code was used before, or has expired.
  if (fault instanceof client.ResponseBodyError && fault.error === 'invalid_grant')
    return new CodedError('openid_expired', 'The provider takes this code no more.')
  if (isSilence(fault)) return new CodedError('openid_unreachable', 'The provider does not answer.')
  return new CodedError('openid_failed', 'The provider refused, or its answer does not hold.')
}

/** Whether nobody answered, or somebody in front of the provider said that it is down. */
function isSilence(fault: unknown): boolean {
  if (fault instanceof client.ClientError && fault.code === 'OAUTH_TIMEOUT') return true
  if (fault instanceof TypeError && fault.message === 'fetch failed') return true
  const { cause } = fault as { cause?: unknown }
  return cause instanceof Response && cause.status >= 500
}
