import type { PGlite, Results } from '@electric-sql/pglite'
import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'

/**
 * Kysely on PGlite. PGlite is one connection, so a transaction holds it and the others queue.
 *
 * The guard: a GEOS error inside PGlite can end a statement with neither rows nor an error. Such a result has no
 * proper command tag; it is thrown here, so that an update that did nothing never counts as done.
 */
export function pgliteDialect(client: PGlite): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PGliteDriver(client),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

class PGliteDriver implements Driver {
  readonly #connection: PGliteConnection
  /** Settles when the last holder has given the connection back. */
  #queue: Promise<void> = Promise.resolve()
  #release: (() => void) | undefined

  constructor(client: PGlite) {
    this.#connection = new PGliteConnection(client)
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#queue
    let release = () => {}
    this.#queue = new Promise((resolve) => (release = resolve))
    await before
    this.#release = release
    return this.#connection
  }

  async releaseConnection(): Promise<void> {
    this.#release?.()
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'))
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'))
  }

  async destroy(): Promise<void> {}
}

class PGliteConnection implements DatabaseConnection {
  readonly #client: PGlite

  constructor(client: PGlite) {
    this.#client = client
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // Without parameters a text may hold several statements (migrations); `query` takes only one.
    const results: Results<R>[] =
      query.parameters.length === 0
        ? ((await this.#client.exec(query.sql)) as Results<R>[])
        : [await this.#client.query<R>(query.sql, [...query.parameters])]
    for (const result of results) throwLostError(result.command, query.sql)
    const last = results.at(-1)
    return { rows: last?.rows ?? [], numAffectedRows: BigInt(last?.affectedRows ?? 0) }
  }

  // oxlint-disable-next-line require-yield -- PGlite has no cursors; whoever streams pages by key
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('PGlite cannot stream; read by key in pages instead')
  }
}

function throwLostError(command: string | undefined, statement: string): void {
  if (command === undefined || command === '???') {
    throw new Error(
      `the embedded database lost an error (command tag ${command}) in: ${statement.slice(0, 200)}`,
    )
  }
}
