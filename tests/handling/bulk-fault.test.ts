import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('an action on many incidents', (database) => {
  it('regression: a fault at one of them hid what had become of the others', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const app = await openServer(db)
    const staff = await hireStaff(app, db)
    const ids: number[] = []
    for (let i = 0; i < 3; i += 1) ids.push((await staff.operator.post('/api/incidents', REPORT)).body.id)
    // The database refuses the second.
    await sql`
      create function refuse_one() returns trigger language plpgsql as $$ begin raise exception 'refused'; end $$;
      create trigger refuse_one before update on incident for each row
        when (new.id = ${sql.lit(ids[1]!)}) execute function refuse_one()`.execute(db)
    const items = ids.map((id) => ({ id, version: 1 }))
    const { status, body } = await staff.dispatcher.post('/api/incidents/actions', {
      items,
      action: 'accept',
    })
    expect(status).toBe(200)
    const codes = (body.items as { id: number; error: { code: string } | null }[]).map(
      ({ error }) => error?.code,
    )
    expect(codes).toEqual([undefined, 'internal', undefined])
    expect(JSON.stringify(body)).not.toContain('refused')
    const states = await db
      .selectFrom('incident')
      .select('state')
      .where('id', 'in', ids)
      .orderBy('id')
      .execute()
    expect(states.map(({ state }) => state)).toEqual(['accepted', 'reported', 'accepted'])
    await app.close()
  })
})
