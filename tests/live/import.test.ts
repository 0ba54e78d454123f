import { expect, it } from 'vitest'
import { incidentImports } from '../imports/incident-files.ts'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('an import', (database) => {
  const { load } = incidentImports(() => database().db)

  it('is one event in the chain, and every open screen begins anew', async () => {
    const { db, listen } = database()
    await loadSmallCounty(db)
    const app = await openServer(db, { listen })
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    const { cookie } = await signedIn(db, 'reader', [{ role: 'manager', area: 'A' }])
    const reader = await LiveReader.open(url, cookie)
    await expect.poll(() => reader.events.length).toBe(1)
    const name = 'rows.csv'
    const content =
      'id,time,category,lon,lat\n1,2026-03-05 08:00,0301,114.005,37.005\n2,2026-03-05 09:00,0301,114.015,37.005\n3,never,0301,114,37\n'
    await load(name, content, { source: 'hotline', dryRun: true })
    await load(name, content, { source: 'hotline' })
    // The second time nothing is new, and nothing is said.
    await load(name, content, { source: 'hotline' })
    const events = await db
      .selectFrom('incident_event')
      .select(['action', 'actor', 'actor_role as role', 'data'])
      .execute()
    expect(events).toEqual([
      {
        action: 'import',
        actor: 'wangge',
        role: 'command',
        data: {
          what: 'incidents',
          source: 'hotline',
          file: 'rows.csv',
          imported: '2',
          unchanged: '0',
          rejected: '1',
        },
      },
    ])
    await expect.poll(() => reader.events.map(({ event }) => event)).toEqual(['hello', 'resync'])
    expect(reader.lastId).toBe(1)
    reader.close()
    await app.close()
  })
})
