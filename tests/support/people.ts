import type { LightMyRequestResponse } from 'fastify'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { addUnit } from '../../server/units/command.ts'
import { signedIn } from './accounts.ts'
import type { get } from './server.ts'
import type { RoleAt } from '../../server/accounts/manage.ts'

/** Somebody who is signed in, and what they ask for. */
export type Person = {
  name: string
  /** Of a request that changes something. */
  headers: Readonly<Record<string, string>>
  get(url: string): Promise<Answer>
  post(url: string, body: object, headers?: Record<string, string>): Promise<Answer>
  /** Posts where the answer may have no body: the answer as it came. */
  send(url: string, body: object): Promise<LightMyRequestResponse>
  /** Takes an action on the version that is current. */
  act(id: number, action: string, more?: object): Promise<Answer>
}

export type Answer = Awaited<ReturnType<typeof get>>

export function personOf(app: App, name: string, { cookie, csrf }: { cookie: string; csrf: string }): Person {
  const ask = async (options: object): Promise<Answer> => {
    const response = await app.inject({ headers: { cookie, 'x-csrf-token': csrf }, ...options })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  const person: Person = {
    name,
    headers: { cookie, 'x-csrf-token': csrf },
    get: (url) => ask({ url }),
    post: (url, payload, headers = {}) =>
      ask({ method: 'POST', url, payload, headers: { cookie, 'x-csrf-token': csrf, ...headers } }),
    send: async (url, payload) =>
      app.inject({ method: 'POST', url, payload, headers: { cookie, 'x-csrf-token': csrf } }),
    act: async (id, action, more = {}) => {
      const { body } = await person.get(`/api/incidents/${id}/life`)
      return person.post(
        `/api/incidents/${id}/actions`,
        { action, ...more },
        { 'if-match': `"${body.version}"` },
      )
    },
  }
  return person
}

/** People of every role for the small county: the handlers' unit is "roads", township A's own is "town-a". */
export const ROLES_OF_STAFF = {
  leader: { role: 'leader', area: null },
  dispatcher: { role: 'dispatcher', area: null },
  dispatcher2: { role: 'dispatcher', area: null },
  supervisor: { role: 'supervisor', area: null },
  analyst: { role: 'analyst', area: null },
  administrator: { role: 'administrator', area: null },
  manager: { role: 'manager', area: 'A' },
  handler: { role: 'handler', area: null, unit: 'roads' },
  otherHandler: { role: 'handler', area: null, unit: 'police' },
  operator: { role: 'operator', area: 'A1a' },
  otherOperator: { role: 'operator', area: 'B1a' },
  display: { role: 'display', area: 'C' },
} as const satisfies Record<string, RoleAt>

export type Staff = Record<keyof typeof ROLES_OF_STAFF, Person>

export async function hireStaff(app: App, db: Db): Promise<Staff> {
  const unit = { nameEn: null, categories: [] }
  await addUnit(db, { ...unit, code: 'roads', name: '公路站', area: null })
  await addUnit(db, { ...unit, code: 'police', name: '派出所', area: null })
  await addUnit(db, { ...unit, code: 'town-a', name: 'A区综治中心', area: 'A' })
  const staff: Partial<Staff> = {}
  for (const [name, role] of Object.entries(ROLES_OF_STAFF)) {
    const account = name.toLowerCase()
    staff[name as keyof Staff] = personOf(app, account, await signedIn(db, account, [role]))
  }
  return staff as Staff
}

/** A report inside grid A1a of the small county. */
export const REPORT = { category: '0402', title: '路面塌陷', lon: 114.005, lat: 37.005 }
