import { AreaIndex } from '../../server/areas/area-index.ts'
import type { Draft } from '../../server/boundaries/draft-schema.ts'
import type { OpenDatabase } from '../../server/db/connect.ts'
import type { Operation } from '../../server/domain/coverage/edit/operation.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { hireStaff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { at, incident, loadSmallCounty } from '../support/small-county.ts'
import { Studio } from './studio.ts'

/** The small county, served, with an open and a closed incident in the corner that SPLIT cuts off. */
export async function openCounty({ db, listen }: OpenDatabase) {
  await loadSmallCounty(db)
  const index = await AreaIndex.load(db)
  const occurredAt = new Date(Date.now() - 86_400_000)
  await insertIncidents(db, [
    incident(index, { number: 'OPEN', occurredAt, ...at(0.9, 0.9) }),
    incident(index, { number: 'CLOSED', occurredAt, ...at(0.9, 0.9), state: 'closed', closedAt: new Date() }),
  ])
  const app = await openServer(db, { listen })
  const staff = await hireStaff(app, db)
  return { db, app, staff, studio: new Studio(app, staff.analyst), review: new Studio(app, staff.supervisor) }
}
export type County = Awaited<ReturnType<typeof openCounty>>

/** A draft that was drawn by the analyst and approved by the supervisor. */
export async function approved(county: County, area: string, ...operations: Operation[]): Promise<Draft> {
  return approve(county, await county.studio.drawn(area, ...operations))
}

export async function approve({ studio, review }: County, draft: Draft): Promise<Draft> {
  const { status, body: validated } = await studio.act(draft, 'validate')
  if (status !== 200) throw new Error(JSON.stringify(validated))
  const { body: submitted } = await studio.act(validated, 'submit', { note: '户数过多' })
  return (await review.act(submitted, 'approve')).body
}

/** The same, published. Throws where that is refused. */
export async function publish(county: County, area: string, ...operations: Operation[]): Promise<Draft> {
  return publishApproved(county, await approved(county, area, ...operations))
}

export async function publishApproved({ studio }: County, draft: Draft): Promise<Draft> {
  const { status, body } = await studio.act(draft, 'publish')
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body
}
