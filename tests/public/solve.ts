import { expect } from 'vitest'
import sharp from 'sharp'
import type { App } from '../../server/app-types.ts'
import { trySolutions } from '../../server/domain/public/proof-of-work.ts'
import type { Staff } from '../support/people.ts'

/** Nobody: without a cookie, as a phone that has never been here. */
const NOBODY = { cookie: '' }

export type PublicAnswer = {
  status: number
  body: ReturnType<typeof JSON.parse>
  headers: Record<string, unknown>
}

/** Asks as somebody without an account. */
export async function askPublic(
  app: App,
  method: 'GET' | 'POST',
  url: string,
  payload?: object | Buffer,
  headers: Record<string, string> = {},
): Promise<PublicAnswer> {
  const response = await app.inject({
    method,
    url,
    headers: { ...NOBODY, ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: response.statusCode, body: response.json(), headers: response.headers }
}

/** A puzzle of the server, solved. */
export async function solvedProof(app: App): Promise<{ challenge: string; answer: string }> {
  const { body } = await askPublic(app, 'POST', '/api/public/challenge')
  return { challenge: body.challenge, answer: trySolutions(body.challenge, body.bits, 0, 1_000_000)! }
}

/** Staff take an incident from the report to its end, with notes of their own, and tell the public something. */
export async function workOff(staff: Staff, id: number, answer: string): Promise<void> {
  await staff.dispatcher.act(id, 'accept', { note: '内部：找老李' })
  await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
  await staff.handler.act(id, 'start')
  await staff.handler.act(id, 'feedback', { note: '内部：已装' })
  expect((await staff.dispatcher.act(id, 'pass', { data: { answer } })).status).toBe(200)
}

/** A photo in which a camera has written its name. */
export function plantedPhoto(red: number): Promise<Buffer> {
  return sharp({ create: { width: 40, height: 30, channels: 3, background: { r: red, g: 0, b: 0 } } })
    .withExif({ IFD0: { Make: 'PLANTED-CAMERA' } })
    .jpeg()
    .toBuffer()
}
