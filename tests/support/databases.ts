import { openAsBlob } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject } from 'vitest'
import {
  openDatabase,
  openEmbedded,
  type Db,
  type EmbeddedTemplate,
  type OpenDatabase,
} from '../../server/db/connect.ts'
import { ask } from './ask.ts'
import { leaseEmbedded } from './embedded-pool.ts'
import { ROOT } from './folders.ts'
import { servingAddress } from './test-databases.ts'

/** Both kinds of database, whether this machine has them, and what opens a fresh one: migrated and empty. */
export const databaseKinds = () => [
  { kind: 'PGlite', runs: true, open: openFromTemplate },
  { kind: 'PostgreSQL', runs: inject('hasPostgres'), open: openPostgres },
]

/**
 * Runs the same tests on both databases: the embedded one, and PostgreSQL + PostGIS where this machine has it (with
 * REQUIRE_POSTGIS=1 its absence fails the run). `database()` is a fresh one for this call, migrated and empty, shared
 * by its tests and their beforeAll. `open` makes another (up to three seconds embedded). All are closed after the tests.
 */
export function describeOnDatabases(
  name: string,
  tests: (database: () => OpenDatabase, open: () => Promise<OpenDatabase>) => void,
): void {
  for (const { kind, runs, open: make } of databaseKinds()) {
    describe.runIf(runs)(`${name} on ${kind}`, () => {
      const opened: OpenDatabase[] = []
      const open = async (): Promise<OpenDatabase> => {
        const database = await make()
        opened.push(database)
        return database
      }
      beforeAll(async () => {
        await open()
      })
      afterAll(async () => {
        for (const database of opened) await database.close()
      })
      tests(() => {
        if (opened[0] === undefined) throw new Error('The database is there in tests and in beforeAll.')
        return opened[0]
      }, open)
    })
  }
}

/** A fresh embedded database in memory, or in a folder that has none; migrated and empty. */
export async function openFromTemplate(folder?: string): Promise<OpenDatabase> {
  return folder === undefined ? leaseEmbedded(template) : openEmbedded(folder, await template())
}

async function template(): Promise<EmbeddedTemplate> {
  const loadDataDir = await openAsBlob(await ask<string>('pglite-template'))
  return { loadDataDir, ...(await (program ??= compileProgram())) }
}

const PGLITE_FOLDER = join(ROOT, 'node_modules/@electric-sql/pglite/dist')

/** The program of the embedded database: compiled once in each of the suite's processes, not once for each database. */
let program: Promise<Pick<EmbeddedTemplate, 'pgliteWasmModule' | 'fsBundle'>> | undefined

async function compileProgram(): Promise<Awaited<NonNullable<typeof program>>> {
  const [wasm, fsBundle] = await Promise.all([
    readFile(join(PGLITE_FOLDER, 'pglite.wasm')),
    openAsBlob(join(PGLITE_FOLDER, 'pglite.data')),
  ])
  return { pgliteWasmModule: await WebAssembly.compile(wasm), fsBundle }
}

/** Of a database on PostgreSQL that was opened as its owner: the same for the role that serves. */
const serving = new WeakMap<Db, Db>()

/** The database as a server sees it: on PostgreSQL by a role that owns nothing. */
export function asServed(db: Db): Db {
  return serving.get(db) ?? db
}

async function openPostgres(): Promise<OpenDatabase> {
  const databaseUrl = await ask<string>('postgres')
  const owner = await openDatabase({ databaseUrl, dataFolder: '' })
  const served = await openDatabase({ databaseUrl: servingAddress(databaseUrl), dataFolder: '' })
  serving.set(owner.db, served.db)
  return {
    ...owner,
    async close() {
      await served.close()
      await owner.close()
    },
  }
}
