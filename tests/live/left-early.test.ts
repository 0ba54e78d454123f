import { connect } from 'node:net'
import { expect, it } from 'vitest'
import { signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { LiveReader } from '../support/live-reader.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const STREAMS = 10

/** Asks for the stream and is gone before the answer. */
function askAndLeave(port: number, cookie: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET /api/live HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`, () =>
        setImmediate(() => socket.resetAndDestroy()),
      )
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve())
  })
}

describeOnDatabases('readers who left before the stream began', (database) => {
  it('kept its place for ever, until nobody could read any more', async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const app = await openServer(db, { mostStreams: STREAMS })
    const { cookie } = await signedIn(db, 'leader', [{ role: 'leader', area: null }])
    const url = await app.listen({ port: 0, host: '127.0.0.1' })
    for (let i = 0; i < 20 * STREAMS; i += 1) await askAndLeave(Number(new URL(url).port), cookie)
    const readers: LiveReader[] = []
    await expect
      .poll(async () => {
        for (const reader of readers.splice(0)) reader.close()
        for (let i = 0; i < STREAMS; i += 1) readers.push(await LiveReader.open(url, cookie))
        return readers.filter(({ status }) => status === 200).length
      })
      .toBe(STREAMS)
    for (const reader of readers) reader.close()
    await app.close()
  })
})
