import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { openDatabase } from '../../server/db/connect.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { signedIn } from '../support/accounts.ts'
import { ask } from '../support/ask.ts'
import { openFromTemplate } from '../support/databases.ts'
import { REPORT } from '../support/people.ts'
import { servedBy } from '../support/test-databases.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// The server is killed as by a power switch while people write, again and again. What it had answered must be there.

const WRITERS = 6

/** Between the kills so many answers are waited for: at random, so that each kill falls into another moment of the writing. */
const FEWEST_ANSWERS = 20
const MORE_ANSWERS = 30

/** The incidents for which the server has answered: of each the number and the last version. */
type Acknowledged = Map<number, { number: string; version: number }>

type Headers = Record<string, string>

/** A small county on file, and the headers of people of the command centre. */
async function prepare(where: { databaseUrl: string | null; dataFolder: string }): Promise<Headers[]> {
  const { db, close } =
    where.databaseUrl === null ? await openFromTemplate(where.dataFolder) : await openDatabase(where)
  await loadSmallCounty(db)
  const people: Headers[] = []
  for (let i = 0; i < WRITERS; i += 1) {
    const { cookie, csrf } = await signedIn(db, `dispatcher-${i}`, [{ role: 'dispatcher', area: null }])
    people.push({ cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' })
  }
  await close()
  return people
}

/** Reports and acts until the server is gone; `answered` is told of each answer as it comes. */
async function write(
  url: string,
  headers: Headers,
  answered: (life: { id: number; number: string; version: number }) => void,
): Promise<void> {
  const post = async (path: string, body: object, more: Headers = {}) => {
    const init = { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) }
    const came = await fetch(url + path, init)
      .then(async (response) => ({ status: response.status, life: await response.json() }))
      .catch(() => null)
    if (came === null) return null
    expect([200, 201], JSON.stringify(came.life)).toContain(came.status)
    answered(came.life)
    return came.life as { id: number; version: number }
  }
  for (;;) {
    let life = await post('/api/incidents', REPORT)
    for (const action of ['accept', 'urge', 'escalate']) {
      if (life === null) return
      const { id, version } = life
      life = await post(
        `/api/incidents/${id}/actions`,
        { action, note: '因为' },
        { 'if-match': `"${version}"` },
      )
    }
    if (life === null) return
  }
}

/** Lets everybody write until so many answers have come, and kills the server in the middle of it. */
async function writeAndKill(
  server: ServerProcess,
  people: Headers[],
  acknowledged: Acknowledged,
): Promise<void> {
  let left = FEWEST_ANSWERS + Math.floor(Math.random() * MORE_ANSWERS)
  const writing = people.map((headers) =>
    write(server.url, headers, ({ id, number, version }) => {
      acknowledged.set(id, { number, version })
      left -= 1
      if (left === 0) process.kill(server.pid, 'SIGKILL')
    }),
  )
  await Promise.all(writing)
  expect(await server.stop()).toBe(null)
  expect(left).toBeLessThanOrEqual(0)
}

/** What was acknowledged is there, every version of it. */
async function expectAll(url: string, headers: Headers, acknowledged: Acknowledged): Promise<void> {
  for (const [id, { number, version }] of acknowledged) {
    const response = await fetch(`${url}/api/incidents/${id}/life`, { headers })
    const life = (await response.json()) as { number: string; version: number; steps: { version: number }[] }
    expect(life.number, `incident ${id}`).toBe(number)
    expect(life.version, `incident ${id}`).toBeGreaterThanOrEqual(version)
    const versions = Array.from({ length: life.version }, (_, i) => i + 1)
    expect(life.steps.map((step) => step.version)).toEqual(versions)
  }
}

beforeAll(() => ask('web'), 120_000)

describe.each([
  { kind: 'PGlite', kills: 3, runs: true },
  { kind: 'PostgreSQL', kills: 5, runs: inject('hasPostgres') },
])('a server on $kind that is killed while people write', ({ kind, kills, runs }) => {
  it.runIf(runs)(
    `has all that it answered for when it starts again, ${kills} times`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'wangge-sigkill-'))
      const databaseUrl = kind === 'PGlite' ? null : await ask<string>('postgres')
      const people = await prepare({ databaseUrl, dataFolder: folder })
      const settings = { WANGGE_DEMO: '0', WANGGE_DATA: folder, ...servedBy(databaseUrl) }
      const acknowledged: Acknowledged = new Map()
      for (let i = 0; i < kills; i += 1) {
        const server = await startServer(settings)
        await expectAll(server.url, people[0]!, acknowledged)
        await writeAndKill(server, people, acknowledged)
      }
      const last = await startServer(settings)
      await expectAll(last.url, people[0]!, acknowledged)
      expect(await last.stop()).toBe(0)

      const { db, close } = await openDatabase({ databaseUrl, dataFolder: folder })
      const { events, fault } = await verifyChain(db)
      expect(fault).toBe(null)
      const known = [...acknowledged.values()].reduce((sum, { version }) => sum + version, 0)
      expect(known).toBeGreaterThanOrEqual(kills * FEWEST_ANSWERS)
      // At most one more for each who had not heard yet.
      expect(events - known).toBeGreaterThanOrEqual(0)
      expect(events - known).toBeLessThanOrEqual(kills * WRITERS)
      await close()
      rmSync(folder, { recursive: true, force: true })
    },
    120_000,
  )
})
