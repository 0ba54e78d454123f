import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { unitContract } from './contract.ts'
import { readUnits } from './queries.ts'

export function unitRoutes(app: App, { db }: { db: Db }): void {
  app.route({ ...unitContract.list, handler: async () => ({ items: await readUnits(db) }) })
}
