import { expect } from 'vitest'
import { REPORT, type Staff } from '../support/people.ts'

/** Contact details that stand nowhere else. */
export const PLANTED = { name: '柳如是', phone: '+86 139-4471-0825' } as const

/** An incident with contact details that the unit "roads" handles; its id. */
export async function handled(
  { operator, dispatcher, handler }: Staff,
  contact: object = PLANTED,
): Promise<number> {
  const { status, body } = await operator.post('/api/incidents', { ...REPORT, contact })
  expect(status, JSON.stringify(body)).toBe(201)
  await dispatcher.act(body.id, 'accept')
  await dispatcher.act(body.id, 'dispatch', { data: { unit: 'roads' } })
  expect((await handler.act(body.id, 'start')).status).toBe(200)
  return body.id
}

/** From the handling to the closing. */
export async function close({ operator, handler }: Staff, id: number): Promise<void> {
  await handler.act(id, 'feedback', { note: '好了' })
  expect((await operator.act(id, 'pass')).body.state).toBe('closed')
}

/** Every form in which planted details could stand somewhere: as they are, only the digits, and encoded. */
const NEEDLES = [PLANTED.name, PLANTED.phone, '13944710825', '139-4471-0825'].flatMap((text) => {
  const bytes = Buffer.from(text)
  const json = JSON.stringify(text).slice(1, -1)
  return [
    text,
    json,
    encodeURIComponent(text),
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
  ]
})

/** Which forms of the planted details are in some bytes. */
export function plantedIn(bytes: Buffer | string): string[] {
  const text = Buffer.from(bytes)
  return [...new Set(NEEDLES)].filter((needle) => text.includes(needle))
}
