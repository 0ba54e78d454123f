import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { RoleAt } from '../../server/accounts/manage.ts'
import { openDatabase, type Db } from '../../server/db/connect.ts'
import { addUnit } from '../../server/units/command.ts'
import { signedIn } from '../support/accounts.ts'
import { ask } from '../support/ask.ts'
import { openFromTemplate } from '../support/databases.ts'
import { REPORT } from '../support/people.ts'
import { startServer } from '../support/server-process.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { PLANTED, plantedIn } from './planted.ts'

// A server as it comes, on the embedded database with nothing set up: what it writes, to its log and into its folder.

vi.setConfig({ testTimeout: 120_000 })

const folder = mkdtempSync(join(tmpdir(), 'wangge-contact-'))
const settings = { WANGGE_DEMO: '0', WANGGE_DATA: folder, LOG_LEVEL: 'debug' }
const file = join(folder, 'secret')

const PEOPLE: Record<string, RoleAt> = {
  operator: { role: 'operator', area: 'A1a' },
  dispatcher: { role: 'dispatcher', area: null },
  handler: { role: 'handler', area: null, unit: 'roads' },
}
const headersOf: Record<string, Record<string, string>> = {}

async function withFolder(work: (db: Db) => Promise<unknown>): Promise<void> {
  const { db, close } = await openDatabase({ databaseUrl: null, dataFolder: folder })
  await work(db)
  await close()
}

beforeAll(() => ask('web'), 120_000)
beforeAll(async () => {
  const { db, close } = await openFromTemplate(folder)
  await loadSmallCounty(db)
  await addUnit(db, { code: 'roads', name: '公路站', nameEn: null, area: null, categories: [] })
  for (const [name, role] of Object.entries(PEOPLE)) {
    const { cookie, csrf } = await signedIn(db, name, [role])
    headersOf[name] = { cookie, 'x-csrf-token': csrf }
  }
  await close()
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function post(url: string, who: string, path: string, body: object | null, version?: number) {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: {
      ...headersOf[who],
      ...(body ? { 'content-type': 'application/json' } : {}),
      ...(version ? { 'if-match': `"${version}"` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  return { status: response.status, body: await response.json() }
}

/** Every byte under the folder, but those of the secret's own file. */
function bytesIn(under: string): Buffer {
  const files = readdirSync(under, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => path !== file)
  return Buffer.concat(paths.map((path) => readFileSync(path)))
}

it('a server writes neither contact details nor its secret into its log or its database, not even of faults', async () => {
  const first = await startServer(settings)
  const report = { ...REPORT, contact: PLANTED }
  const { body: life, status } = await post(first.url, 'operator', '/api/incidents', report)
  expect(status).toBe(201)
  const path = `/api/incidents/${life.id}`
  await post(first.url, 'dispatcher', `${path}/actions`, { action: 'accept' }, 1)
  await post(first.url, 'dispatcher', `${path}/actions`, { action: 'dispatch', data: { unit: 'roads' } }, 2)
  expect((await post(first.url, 'handler', `${path}/contact`, null)).body).toEqual(PLANTED)
  const wrong = { ...REPORT, contact: { phone: `${PLANTED.phone}x`, name: PLANTED.name } }
  expect((await post(first.url, 'operator', '/api/incidents', wrong)).status).toBe(400)
  expect(await first.stop()).toBe(0)

  // Started again it still opens them; once they are changed it says so, and logs it as a fault.
  const second = await startServer(settings)
  expect((await post(second.url, 'handler', `${path}/contact`, null)).body).toEqual(PLANTED)
  await second.stop()
  await withFolder((db) =>
    sql`update reporter_contact set sealed = set_byte(sealed, 40, 255 - get_byte(sealed, 40))`.execute(db),
  )
  const third = await startServer(settings)
  expect((await post(third.url, 'handler', `${path}/contact`, null)).status).toBe(503)
  await third.stop()
  expect(third.output()).toContain('do not open with their key')

  const secret = readFileSync(file, 'utf8').trim()
  const written = [first, second, third].map((server) => server.output()).join('')
  expect(written).toContain('/api/incidents/:id/contact')
  for (const bytes of [Buffer.from(written), bytesIn(folder)]) {
    expect(plantedIn(bytes)).toEqual([])
    const raw = Buffer.from(secret, 'hex')
    const forms = [secret, raw, raw.toString('base64').slice(0, 40)]
    expect(forms.filter((form) => bytes.includes(form))).toEqual([])
  }
})

it('a server with another secret says at its start what it cannot read', async () => {
  await withFolder((db) => sql`update reporter_contact set key_id = 'ffffffffffffffff'`.execute(db))
  const server = await startServer(settings)
  await server.stop()
  expect(server.output()).toContain(
    'Warning: contact details are sealed with keys that are neither WANGGE_SECRET nor in WANGGE_SECRET_OLD: ffffffffffffffff (1).',
  )
})
