import { randomInt } from 'node:crypto'
import type { FastifyReply } from 'fastify'
import { hashToken, newToken } from '../accounts/token.ts'
import type { App } from '../app-types.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { displayContract, type Pairing } from './contract.ts'
import { addPairing, readPairing, takePairing } from './token-queries.ts'
import { displayCookie } from './display-viewer.ts'

/** No letter and no digit that looks like another one. */
const LETTERS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const CODE_LENGTH = 6

/** How long a code can be typed in. */
const VALID_MS = 10 * 60_000

/** From one address: a wall may have a dozen screens behind it, each of which asks anew every ten minutes. */
const BEGINNINGS = { max: 60, timeWindow: '10 minutes' }
const QUESTIONS = { max: 1200, timeWindow: '1 minute' }

const NONE: Pairing = { state: 'none', code: null, expiresAt: null }

type Dependencies = { db: Db; config: Pick<Config, 'publicUrl'> }

/** How a screen becomes a display: it asks for a code, shows it, and asks again until an administrator has typed it in. */
export function pairingRoutes(app: App, { db, config: { publicUrl } }: Dependencies): void {
  const display = displayCookie(publicUrl)
  // What the waiting screen itself holds, so that nobody who reads the code from it becomes the display.
  const secret = { name: `${display.name}-waits`, options: { ...display.options, maxAge: VALID_MS / 1000 } }
  const forget = (reply: FastifyReply) => {
    const { path, secure } = secret.options
    reply.clearCookie(secret.name, { path, secure })
  }

  app.route({
    ...displayContract.beginPairing,
    config: { open: true, rateLimit: BEGINNINGS },
    handler: async (_request, reply) => {
      const token = newToken()
      const expiresAt = new Date(Date.now() + VALID_MS)
      const code = await addUnderFreeCode((drawn) =>
        addPairing(db, { code: drawn, secretHash: hashToken(token), expiresAt }),
      )
      reply.setCookie(secret.name, token, secret.options)
      return reply.code(201).send({ state: 'waiting', code, expiresAt: expiresAt.toISOString() })
    },
  })

  app.route({
    ...displayContract.pairing,
    config: { open: true, rateLimit: QUESTIONS },
    handler: async (request, reply) => {
      const held = request.cookies[secret.name]
      const pairing = held === undefined ? null : await readPairing(db, hashToken(held))
      if (pairing === null || pairing.expiresAt.getTime() < Date.now()) {
        if (held !== undefined) forget(reply)
        return NONE
      }
      const { code, expiresAt, displayId } = pairing
      if (displayId === null) return { state: 'waiting' as const, code, expiresAt: expiresAt.toISOString() }
      const token = newToken()
      if (!(await takePairing(db, pairing, hashToken(token)))) return NONE
      forget(reply)
      reply.setCookie(display.name, token, display.options)
      return { state: 'paired' as const, code: null, expiresAt: null }
    },
  })
}

/** Draws codes until one is free: there are over a thousand million of them. */
async function addUnderFreeCode(add: (code: string) => Promise<boolean>): Promise<string> {
  for (let tries = 0; tries < 20; tries += 1) {
    const code = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
    if (await add(code)) return code
  }
  throw new CodedError('internal', 'No free code was found for the screen.')
}
