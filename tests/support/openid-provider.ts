import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { Provider } from 'oidc-provider'
import type { OpenIdSettings } from '../../server/accounts/openid/settings.ts'

export const CLIENT_ID = 'wangge'
export const CLIENT_SECRET = 'a secret of the tests'

export type TestProvider = {
  issuer: string
  /** What the provider calls people, by the subjects that they are; others are called by their subject. */
  names: Map<string, string>
  /** Answers again, at the same address. */
  start(): Promise<void>
  /** Answers nobody. */
  stop(): Promise<void>
}

/** What an administrator would set for it. */
export function settingsFor(issuer: string): OpenIdSettings {
  return {
    issuer,
    clientId: CLIENT_ID,
    clientSecret: CLIENT_SECRET,
    name: '县统一认证',
    claim: 'preferred_username',
    scope: 'openid profile',
  }
}

/**
 * A real provider of OpenID Connect on loopback. Its one page asks who one is and believes it; whoever has signed in there
 * stays so. A client without a secret is a public one; `falseKeys`: it says that it signs with other keys than it does.
 */
export async function openProvider(
  redirectUri: string,
  { secret = CLIENT_SECRET, falseKeys = false }: { secret?: string | null; falseKeys?: boolean } = {},
): Promise<TestProvider> {
  const names = new Map<string, string>()
  let answer: (request: IncomingMessage, response: ServerResponse) => void = () => {}
  let server = createServer()
  let port = 0
  const start = async () => {
    server = createServer((request, response) => answer(request, response)).listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as { port: number }).port
  }
  await start()
  const issuer = `http://127.0.0.1:${port}`
  const provider = makeProvider(issuer, redirectUri, { secret, names })
  const serve = provider.callback()
  const others = JSON.stringify({ keys: [publicPart(newKey())] })
  answer = (request, response) => {
    if (request.url?.startsWith('/interaction/')) void interact(provider, request, response)
    else if (falseKeys && request.url === '/jwks')
      response.setHeader('content-type', 'application/json').end(others)
    else void serve(request, response)
  }
  return {
    issuer,
    names,
    start,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function makeProvider(
  issuer: string,
  redirectUri: string,
  { secret, names }: { secret: string | null; names: ReadonlyMap<string, string> },
): Provider {
  const authentication =
    secret === null
      ? ({ token_endpoint_auth_method: 'none' } as const)
      : ({ client_secret: secret, token_endpoint_auth_method: 'client_secret_basic' } as const)
  return new Provider(issuer, {
    clients: [{ client_id: CLIENT_ID, redirect_uris: [redirectUri], ...authentication }],
    // The names are told by the userinfo endpoint only, the subject by the token too.
    claims: { openid: ['sub'], profile: ['preferred_username'] },
    findAccount: async (_context, subject) => ({
      accountId: subject,
      claims: () => ({ sub: subject, preferred_username: names.get(subject) ?? subject }),
    }),
    // Whoever signs in agrees; refusing is a button of the page.
    async loadExistingGrant({ oidc }) {
      const before = oidc.session!.grantIdFor(oidc.client!.clientId)
      if (before) return oidc.provider.Grant.find(before)
      const grant = new oidc.provider.Grant({
        accountId: oidc.session!.accountId!,
        clientId: oidc.client!.clientId,
      })
      grant.addOIDCScope('openid profile')
      await grant.save()
      return grant
    },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    cookies: { keys: ['key of the tests'] },
    jwks: { keys: [newKey() as never] },
    ttl: { Session: 600, Interaction: 600, Grant: 600, AccessToken: 600, IdToken: 600 },
  })
}

function newKey(): JsonWebKey {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  return { ...key, kid: 'tests', use: 'sig', alg: 'RS256' }
}

function publicPart(key: JsonWebKey): JsonWebKey {
  const { kid, use, alg } = key
  return { ...createPublicKey({ key, format: 'jwk' }).export({ format: 'jwk' }), kid, use, alg }
}

const PAGE = `<!doctype html><html lang="en"><title>Provider</title><link rel="icon" href="data:,"><form method="post">
  <label>Who are you? <input name="subject"></label>
  <button>Go on</button> <button name="refuse" value="1">Refuse</button></form></html>`

async function interact(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return void response.setHeader('content-type', 'text/html').end(PAGE)
  const form = new URLSearchParams(await text(request))
  const result = form.has('refuse')
    ? { error: 'access_denied' }
    : { login: { accountId: form.get('subject') ?? '' } }
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
}
