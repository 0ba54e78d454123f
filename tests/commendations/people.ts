import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { signedIn } from '../support/accounts.ts'
import { hireStaff, personOf, type Answer, type Person, type Staff } from '../support/people.ts'

export type Jury = Staff & { supervisor2: Person; managerOfB: Person; screen: Person }

/** People of every role, a second supervisor, the manager of township B, and the account of a shared screen. */
export async function hireJury(app: App, db: Db): Promise<Jury> {
  const staff = await hireStaff(app, db)
  const more = async (name: string, role: 'supervisor' | 'manager' | 'display', area: string | null) =>
    personOf(app, name, await signedIn(db, name, [{ role, area }]))
  return {
    ...staff,
    supervisor2: await more('supervisor2', 'supervisor', null),
    managerOfB: await more('manager-b', 'manager', 'B'),
    screen: await more('screen', 'display', 'A'),
  }
}

/** Takes a step on the version that there is now. */
export async function step(person: Person, id: number, action: string, more: object = {}): Promise<Answer> {
  const { body } = await person.get(`/api/commendations/${id}`)
  return person.post(
    `/api/commendations/${id}/actions`,
    { action, ...more },
    { 'if-match': `"${body.version ?? 1}"` },
  )
}
