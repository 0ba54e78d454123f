import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import type { Db } from '../../server/db/connect.ts'
import { appendEvent } from '../../server/events/append.ts'
import { Feed } from '../../server/live/feed.ts'
import { Stream } from '../../server/live/stream.ts'
import { signedInMany } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const STREAMS = 1000
const STEPS = 30

async function urge(db: Db, incidentId: number): Promise<void> {
  await db.transaction().execute((trx) =>
    appendEvent(trx, {
      incidentId,
      version: 1,
      action: 'urge',
      from: 'handling',
      to: 'handling',
      actor: 'x',
      actorRole: 'leader',
      at: Date.now(),
      note: null,
      data: {},
    }),
  )
}

describeOnDatabases(`${STREAMS} live streams`, (database) => {
  it('lose and repeat nothing when the server is started anew', async () => {
    const { db, listen } = database()
    await loadSmallCounty(db)
    const { id: incidentId } = await db.selectFrom('incident').select('id').limit(1).executeTakeFirstOrThrow()
    // One account has only so many.
    const cookies = await signedInMany(db, 40)
    const before = await openServer(db, { listen })
    let url = await before.listen({ port: 0, host: '127.0.0.1' })
    const open = async (cursors: readonly (number | undefined)[]) => {
      const opened: LiveReader[] = []
      for (let i = 0; i < cursors.length; i += 50) {
        const batch = cursors
          .slice(i, i + 50)
          .map((cursor, j) => LiveReader.open(url, cookies[(i + j) % cookies.length]!, cursor))
        opened.push(...(await Promise.all(batch)))
      }
      return opened
    }
    const first = await open(Array.from({ length: STREAMS }, () => undefined))
    await expect.poll(() => first.every(({ events }) => events.length > 0)).toBe(true)
    for (let i = 0; i < STEPS / 3; i += 1) await urge(db, incidentId)
    // Some are on their way when the server closes; others are written while there is none.
    const closing = before.close()
    for (let i = 0; i < STEPS / 3; i += 1) await urge(db, incidentId)
    await closing
    await expect.poll(() => first.every(({ ended }) => ended)).toBe(true)
    expect(first.every(({ retryMs }) => retryMs !== null && retryMs >= 1000)).toBe(true)
    expect(new Set(first.map(({ retryMs }) => retryMs)).size).toBeGreaterThan(100)

    await db.deleteFrom('account').where('name', '=', 'test-administrator').execute()
    const after = await openServer(db, { listen })
    url = await after.listen({ port: 0, host: '127.0.0.1' })
    const second = await open(first.map(({ lastId }) => lastId))
    for (let i = 0; i < STEPS / 3; i += 1) await urge(db, incidentId)
    const wanted = Array.from({ length: STEPS }, (_, i) => i + 1).join()
    const seen = () =>
      new Set(
        first.map((reader, i) => [...reader.steps, ...second[i]!.steps].map(({ data }) => data.seq).join()),
      )
    await expect.poll(() => [...seen()], { timeout: 60_000 }).toEqual([wanted])
    for (const reader of second) reader.close()
    await after.close()
  }, 180_000)
})

describeOnDatabases('the feed', (database) => {
  it('regression: gave a reader who is behind what it had not read itself, and then told it to begin anew', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const { id } = await db.selectFrom('incident').select('id').limit(1).executeTakeFirstOrThrow()
    await urge(db, id)
    await urge(db, id)
    const feed = new Feed(db)
    await feed.start(null, () => {})
    const { seq } = feed
    await urge(db, id)
    const news = await feed.after(seq - 1)
    expect(feed.seq).toBe(seq)
    expect(news?.until).toBe(seq)
    expect(news?.rows.map((row) => row.seq)).toEqual([seq])
    await feed.stop()
  })
})

describeOnDatabases('a slow reader', (database) => {
  it('holds no memory: what it did not take is left out, and it is told to begin anew', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const { id } = await db.selectFrom('incident').select('id').limit(1).executeTakeFirstOrThrow()
    const feed = new Feed(db)
    await feed.start(null, () => {})
    const written: string[] = []
    const response = Object.assign(new EventEmitter(), {
      writableLength: 0,
      writableEnded: false,
      write(text: string) {
        written.push(text)
        response.writableLength += 100_000
      },
    })
    const stream = new Stream(response as unknown as ServerResponse, feed, null)
    for (let i = 0; i < 10; i += 1) await urge(db, id)
    await feed.look()
    const teller = async () => ({
      tell: ({ seq }: { seq: number }) => ({ event: 'step' as const, data: { seq } }),
    })
    await stream.advance(teller)
    stream.mark('beat')
    expect(written).toHaveLength(3)
    response.writableLength = 0
    response.emit('drain')
    expect(written).toHaveLength(4)
    expect(written[3]).toContain('event: resync')
    await urge(db, id)
    await feed.look()
    await stream.advance(teller)
    expect(written[4]).toContain('"seq":11')
    await feed.stop()
  })
})
