import type { FastifyReply } from 'fastify'
import { hashToken, newToken } from '../accounts/token.ts'
import type { Db } from '../db/connect.ts'
import { forgetFormer, noteSeen, renewToken } from './token-queries.ts'
import { displayCookie, type DisplayViewer } from './display-viewer.ts'

const TOKEN_MS = 86_400_000

/** So long a display may come with the token of before until the answer with the new one counts as lost. */
const LOST_MS = 60_000

type Meeting = {
  display: DisplayViewer
  /** The program that it says it runs. */
  build: string | null
  publicUrl: string | null
}

/** Notes that a display has come, and gives it a new token every day: with the answer, so that it needs nobody for it. */
export async function meetDisplay(
  db: Db,
  { display, build, publicUrl }: Meeting,
  reply: FastifyReply,
): Promise<void> {
  await noteSeen(db, display.id, build)
  const isFormer = display.held !== display.tokenHash
  if (!isFormer) await forgetFormer(db, display)
  if (Date.now() - display.tokenAt.getTime() < (isFormer ? LOST_MS : TOKEN_MS)) return
  const token = newToken()
  if (!(await renewToken(db, display, { held: display.held, next: hashToken(token) }))) return
  const { name, options } = displayCookie(publicUrl)
  reply.setCookie(name, token, options)
}
