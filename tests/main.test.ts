import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { buildApp } from '../server/app.ts'
import { openDatabase } from '../server/db/connect.ts'
import { ask } from './support/ask.ts'
import { openFromTemplate } from './support/databases.ts'
import { servedBy } from './support/test-databases.ts'
import { startServer, type ServerProcess } from './support/server-process.ts'
import { plainConfig } from './support/server.ts'

vi.setConfig({ testTimeout: 120_000 })

const EMPTY = { WANGGE_DEMO: '0' }

beforeAll(() => ask('web'), 120_000)

describe('a server on the embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-main-'))
  const settings = { ...EMPTY, WANGGE_DATA: folder }
  let server: ServerProcess
  beforeAll(async () => {
    // As `npm start` runs it; the other tests start faster.
    server = await startServer(settings, ['--import', 'tsx', 'server/main.ts'])
  }, 120_000)
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('is up and ready, without any county', async () => {
    for (const path of ['/healthz', '/readyz']) {
      expect(await (await fetch(server.url + path)).json()).toEqual({ status: 'ok' })
    }
    expect((await fetch(`${server.url}/api/summary`)).status).toBe(401)
    expect(server.output()).toMatch(/administrator "admin" with the password [a-z0-9-]{16}\n/)
  })

  it('keeps a second process away, which names the first', async () => {
    await expect(startServer(settings)).rejects.toThrow(
      new RegExp(`The server ended with 1:[^]*in use by process ${server.pid}\\.`),
    )
  })

  it('ends with 0 on SIGTERM, and gives its folder back', async () => {
    expect(await server.stop()).toBe(0)
    expect(existsSync(join(folder, 'wangge.pid'))).toBe(false)
  })
})

it('answers requests in flight before it stops', async () => {
  const database = await openFromTemplate()
  const app = await buildApp({ db: database.db, listen: null, config: plainConfig, webFolder: null })
  app.addHook('onClose', () => database.close())
  let finish = () => {}
  const arrived = new Promise<void>((resolve) => {
    app.get('/slow', { schema: { hide: true } }, async () => {
      resolve()
      await new Promise<void>((done) => (finish = done))
      return sql`select 42 as answer`.execute(database.db).then(({ rows }) => rows[0])
    })
  })
  const answer = fetch(`${await app.listen({ port: 0, host: '127.0.0.1' })}/slow`)
  await arrived
  const closed = app.close()
  finish()
  expect(await (await answer).json()).toEqual({ answer: 42 })
  await closed
})

describe('a wrong DATABASE_URL ends the start with one sentence', () => {
  it.each([
    ['postgres://127.0.0.1:1/wangge', 'The database at 127.0.0.1:1/wangge could not be reached'],
    ['mysql://u:secret@127.0.0.1/wangge', 'DATABASE_URL must be postgres://'],
  ])('%s', async (url, sentence) => {
    const start = startServer({ ...EMPTY, DATABASE_URL: url })
    await expect(start).rejects.toThrow(new RegExp(`^The server ended with 1:\\n${sentence}[^\\n]*\\n$`))
  })
})

describe.runIf(inject('hasPostgres'))('on PostgreSQL', () => {
  /** A database without any schema of ours, and the address of it. */
  async function emptyDatabase(): Promise<string> {
    const url = await ask<string>('postgres')
    const { db, close } = await openDatabase({ databaseUrl: url, dataFolder: '' })
    await sql`drop schema public cascade; create schema public; grant usage on schema public to public`.execute(
      db,
    )
    await close()
    return url
  }

  it('two processes may start at once on an empty database: one of them makes the demonstration', async () => {
    const settings = { WANGGE_DEMO: '1', ...servedBy(await emptyDatabase()) }
    const servers = await Promise.all([startServer(settings), startServer(settings)])
    const ready = await Promise.all(servers.map(async ({ url }) => (await fetch(`${url}/readyz`)).status))
    expect(ready).toEqual([200, 200])
    // Five for the county, and two for each of six townships.
    const states = servers.map(async ({ url }) => (await fetch(`${url}/api/session`)).json())
    for (const { demoAccounts } of await Promise.all(states)) expect(demoAccounts).toHaveLength(24)
    expect(await Promise.all(servers.map((server) => server.stop()))).toEqual([0, 0])
  })

  it('a role that no policy holds is refused, unless that is allowed', async () => {
    const settings = { ...EMPTY, DATABASE_URL: await ask<string>('postgres') }
    await expect(startServer(settings)).rejects.toThrow(
      /ended with 1:\nDATABASE_URL names "\w+", a role that row-level security does not hold .*\n$/,
    )
    const server = await startServer({ ...settings, WANGGE_ALLOW_SUPERUSER: '1' })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect(server.output()).not.toContain('owns the tables')
    await server.stop()
  })

  it('a role that owns nothing serves, without the owner too once the schema is there', async () => {
    const { DATABASE_URL, DATABASE_OWNER_URL } = servedBy(await emptyDatabase())
    // Neither the extension nor a schema is there yet, and this role may make neither.
    const alone = { ...EMPTY, DATABASE_URL: DATABASE_URL! }
    await expect(startServer(alone)).rejects.toThrow('create extension postgis')
    for (const settings of [{ ...alone, DATABASE_OWNER_URL: DATABASE_OWNER_URL! }, alone]) {
      const server = await startServer(settings)
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
      expect(server.output()).not.toContain('Warning')
      expect(await server.stop()).toBe(0)
    }
  })

  it('a role that owns the tables serves, and is warned about', async () => {
    const url = new URL(await emptyDatabase())
    const { db, close } = await openDatabase({ databaseUrl: url.href, dataFolder: '' })
    await sql`drop role if exists wangge_lone_owner`.execute(db)
    await sql`create role wangge_lone_owner login password 'owner'`.execute(db)
    await sql`grant create on schema public to wangge_lone_owner`.execute(db)
    url.username = 'wangge_lone_owner'
    url.password = 'owner'
    const server = await startServer({ ...EMPTY, DATABASE_URL: url.href })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    expect(server.output()).toContain('Warning: the role of DATABASE_URL owns the tables')
    await server.stop()
    await sql`drop owned by wangge_lone_owner; drop role wangge_lone_owner`.execute(db)
    await close()
  })

  it('a role that may not create the extension is told what an administrator must do', async () => {
    const url = new URL(await emptyDatabase())
    const { db, close } = await openDatabase({ databaseUrl: url.href, dataFolder: '' })
    await sql`drop extension postgis cascade`.execute(db)
    await sql`drop role if exists wangge_guest`.execute(db)
    await sql`create role wangge_guest login`.execute(db)
    url.username = 'wangge_guest'
    const opening = openDatabase({ databaseUrl: url.href, dataFolder: '' })
    await expect(opening).rejects.toThrow(/^PostGIS is not in the database .*"create extension postgis"/)
    await sql`create extension postgis`.execute(db)
    await expect(startServer({ ...EMPTY, DATABASE_URL: url.href })).rejects.toThrow(
      /ended with 1:\nThe database is not at the schema of this version, .* Set DATABASE_OWNER_URL .*\n$/,
    )
    await sql`drop role wangge_guest`.execute(db)
    await close()
  })
})
