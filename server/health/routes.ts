import { sql } from 'kysely'
import { Type } from 'typebox'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import type { TileStore } from '../tiles/tile-store.ts'

const Up = Type.Object({ status: Type.Literal('ok') })

export function healthRoutes(app: App, { db, tiles }: { db: Db; tiles: TileStore }): void {
  app.get(
    '/healthz',
    { logLevel: 'warn', schema: { tags: ['health'], summary: 'The process is up', response: { 200: Up } } },
    async () => ({ status: 'ok' as const }),
  )

  app.get(
    '/readyz',
    {
      logLevel: 'warn',
      schema: { tags: ['health'], summary: 'Database and tiles are ready', response: { 200: Up } },
    },
    async (request) => {
      try {
        await sql`select 1`.execute(db)
        await tiles.index()
      } catch (error) {
        request.log.warn(error, 'not ready')
        throw new CodedError('not_ready', 'The database does not answer.')
      }
      return { status: 'ok' as const }
    },
  )
}
