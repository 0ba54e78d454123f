import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomNonce, randomPKCECodeVerifier } from 'openid-client'
import type { App } from '../../app-types.ts'
import type { Config } from '../../config.ts'
import type { Db } from '../../db/connect.ts'
import { returnPath, withSignInFault } from '../../domain/return-path.ts'
import { CodedError } from '../../errors.ts'
import { noteEvent } from '../../events/note-event.ts'
import { toCodedError } from '../../to-coded-error.ts'
import { cookieName, cookieOptions } from '../cookie.ts'
import type { Door } from '../sign-in.ts'
import { hashToken, newToken } from '../token.ts'
import { readViewer } from '../viewer.ts'
import { openIdContract } from './contract.ts'
import { OpenIdProvider, type Vouched } from './provider.ts'
import { ATTEMPT_SECONDS, bind, insertAttempt, isBound, takeAttempt } from './queries.ts'

/** From one address; many people of an office share one. */
const TIMES = { max: 60, timeWindow: '1 minute' }

type Dependencies = {
  db: Db
  door: Door
  config: Pick<Config, 'publicUrl' | 'openId' | 'timeZone'>
  /** Puts the session in place of the one before. */
  enter: (request: FastifyRequest, reply: FastifyReply, token: string) => Promise<void>
}

/** Signing in at a provider of OpenID Connect: the way there and the way back. */
export function openIdRoutes(app: App, { db, door, config, enter }: Dependencies): void {
  const provider =
    config.openId && new OpenIdProvider(config.openId, openIdUrl(config, openIdContract.finish.url))
  const cookie = cookieName(config.publicUrl, 'wangge-openid')
  const left = leftCookie(config)
  const options = { ...cookieOptions(config.publicUrl), maxAge: ATTEMPT_SECONDS }
  const wanted = (): OpenIdProvider => {
    if (provider) return provider
    throw new CodedError('not_found', 'No provider of OpenID Connect is set up.')
  }
  // A HEAD, as of a program that looks at links, would use up the way back.
  const shared = { config: { open: true, rateLimit: TIMES }, exposeHeadRoute: false, errorHandler: tell }

  app.route({
    ...openIdContract.begin,
    ...shared,
    handler: async (request, reply) => {
      const returnTo = returnPath(request.query.returnTo)
      // The browser keeps its mark, so that two tabs may be under way at once.
      const browser = /^[\w-]{43}$/.exec(request.cookies[cookie] ?? '')?.[0] ?? newToken()
      const state = newToken()
      const attempt = { nonce: randomNonce(), codeVerifier: randomPKCECodeVerifier(), returnTo }
      const anew = request.cookies[left.name] !== undefined
      const page = await wanted().pageFor(attempt, { state, anew })
      await insertAttempt(db, {
        ...attempt,
        stateHash: hashToken(state),
        browserHash: hashToken(browser),
      })
      return reply.setCookie(cookie, browser, options).redirect(page)
    },
  })

  app.route({
    ...openIdContract.finish,
    ...shared,
    handler: async (request, reply) => {
      const { state = '' } = request.query
      const key = { stateHash: hashToken(state), browserHash: hashToken(request.cookies[cookie] ?? '') }
      const attempt = await takeAttempt(db, key)
      if (attempt === null) throw new CodedError('openid_expired', 'This way back is not open, or no more.')
      try {
        const query = request.url.slice(request.url.indexOf('?') + 1)
        const token = await admit(await wanted().whoCameBack(query, attempt, state))
        await enter(request, reply, token)
        return reply.clearCookie(left.name, left.options).redirect(attempt.returnTo)
      } catch (error) {
        return sendBack(error, request, reply, attempt.returnTo)
      }
    },
  })

  /** A session for somebody whom the provider vouches for, by a link that holds or that is made now. */
  async function admit(vouched: Vouched): Promise<string> {
    const { issuer, subject } = vouched
    const isNew = !(await isBound(db, issuer, subject)) && (await bindTo(vouched))
    const token = await door.admit({ issuer, subject })
    const viewer = token && (await readViewer(db, token, config.timeZone))
    if (!token || !viewer)
      throw new CodedError('openid_unknown', 'No account is linked to whoever signed in at the provider.')
    if (isNew)
      await noteEvent(db, viewer, 'account', {
        account: viewer.name,
        what: `is linked to somebody at ${issuer}`,
      })
    return token
  }

  async function bindTo({ issuer, subject, readClaim }: Vouched): Promise<boolean> {
    const claimed = await readClaim()
    return claimed !== null && bind(db, { issuer, subject, claimed })
  }
}

/** An address of ours as people type it: where the provider sends them back to, and where the way begins. */
export function openIdUrl({ publicUrl }: Pick<Config, 'publicUrl'>, path: string): string {
  return new URL(path, publicUrl ?? undefined).href
}

/** Says for a day that somebody left this browser: whoever comes next must sign in at the provider anew. */
export function leftCookie({ publicUrl }: Pick<Config, 'publicUrl'>) {
  return {
    name: cookieName(publicUrl, 'wangge-left'),
    options: { ...cookieOptions(publicUrl), maxAge: 86_400 },
  }
}

function tell(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendBack(error, request, reply, returnPath((request.query as { returnTo?: unknown }).returnTo))
}

/** Browsers show what they are answered: faults take the person back to the sign-in screen, which tells them. */
function sendBack(error: unknown, request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply {
  const coded = toCodedError(error)
  if (coded.code === 'internal') request.log.error(error)
  else if (coded.cause) request.log.warn(describeFault(coded.cause), `sign-in failed: ${coded.code}`)
  return reply.redirect(withSignInFault(path, coded.code))
}

/** What the provider said, for whoever sets it up. */
function describeFault(cause: unknown): object {
  const {
    error,
    error_description: description,
    cause: behind,
  } = cause as { error?: string; error_description?: string; cause?: unknown }
  return {
    err: cause,
    ...(error === undefined ? {} : { provider: { error, description } }),
    // Such as a certificate that is not trusted, or a connection that is refused.
    ...(behind instanceof Error ? { because: behind.message || (behind as { code?: string }).code } : {}),
  }
}
