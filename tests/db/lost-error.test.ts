import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded, type OpenDatabase } from '../../server/db/connect.ts'

describe('the embedded database', () => {
  let database: OpenDatabase
  beforeAll(async () => {
    database = await openEmbedded('memory://')
    await sql`create extension postgis`.execute(database.db)
  })
  afterAll(() => database.close())

  it('never loses an error of GEOS', async () => {
    await sql`create table shape (id int, geom geometry)`.execute(database.db)
    await sql`insert into shape values (1, 'POLYGON((0 0, 1 1, 1 0, 0 1, 0 0))'), (2, 'POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))')`.execute(
      database.db,
    )
    const update = sql`update shape set geom = ST_Difference(geom, (select geom from shape where id = 1)) where id = 2`
    await expect(update.execute(database.db)).rejects.toThrow()
  })

  it('queues whoever comes while a transaction is open', async () => {
    const order: string[] = []
    const first = database.db.transaction().execute(async (trx) => {
      order.push('begin')
      await sql`select pg_sleep(0.05)`.execute(trx)
      order.push('end')
    })
    const second = sql`select 1`.execute(database.db).then(() => order.push('after'))
    await Promise.all([first, second])
    expect(order).toEqual(['begin', 'end', 'after'])
  })
})
