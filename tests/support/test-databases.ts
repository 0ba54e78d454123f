import postgres from 'postgres'
import { openDatabase } from '../../server/db/connect.ts'
import { migrate } from '../../server/db/migrate.ts'
import { startCluster } from './postgres-cluster.ts'
import type { PostgresPrograms } from './postgres-programs.ts'

/** Where databases for tests are made: an address that was given, or programs to start a cluster with. */
export type PostgresSource = { url: string } | { programs: PostgresPrograms }

export type DatabaseMaker = {
  /** A fresh database with the code's schema, empty; its address. */
  create(): Promise<string>
  stop(): Promise<void>
}

/**
 * The address by which a server serves on a database of ours: as the role that owns nothing, which is named as the
 * databases are, but for their number.
 */
export function servingAddress(url: string): string {
  const address = new URL(url)
  address.username = address.pathname.slice(1).replace(/_\d+$/, '')
  address.password = SERVING_PASSWORD
  return address.href
}

/** Settings of a server on a database of ours; null: none, on the embedded one. */
export function servedBy(url: string | null): Record<string, string> {
  return url === null ? {} : { DATABASE_URL: servingAddress(url), DATABASE_OWNER_URL: url }
}

const SERVING_PASSWORD = 'serving'

/** Makes databases from one migrated template; every one of them is dropped at the end. */
export async function startDatabaseMaker(source: PostgresSource): Promise<DatabaseMaker> {
  const cluster =
    'url' in source ? { url: source.url, stop: async () => {} } : await startCluster(source.programs)
  const admin = postgres(cluster.url, { max: 1, onnotice: () => {} })
  const prefix = `wangge_test_${process.pid}`
  const made: string[] = []
  const addressOf = (name: string): string => {
    const address = new URL(cluster.url)
    address.pathname = `/${name}`
    return address.href
  }
  const create = async (template: string): Promise<string> => {
    const name = `${prefix}_${made.length}`
    made.push(name)
    await admin.unsafe(`create database ${name} template ${template}`)
    return name
  }
  const stop = async (): Promise<void> => {
    for (const name of made) await admin.unsafe(`drop database if exists ${name} with (force)`)
    await admin.unsafe(`drop role if exists ${prefix}`)
    await admin.end()
    await cluster.stop()
  }
  try {
    await admin.unsafe(`create role ${prefix} login password '${SERVING_PASSWORD}'`)
    const template = await create('template0')
    const { db, close } = await openDatabase({ databaseUrl: addressOf(template), dataFolder: '' })
    await migrate(db, { application: prefix })
    await close()
    // One at a time: PostgreSQL copies a template only while nobody else does.
    let last: Promise<unknown> = Promise.resolve()
    return {
      create() {
        const next = last.then(() => create(template)).then(addressOf)
        last = next.catch(() => {})
        return next
      },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
