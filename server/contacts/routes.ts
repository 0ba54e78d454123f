import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { Db } from '../db/connect.ts'
import type { Keyring } from '../secret/keyring.ts'
import { contactContract } from './contract.ts'
import { readContact } from './read-contact.ts'

/** Of one account: enough for whoever calls back, too few to copy what there is. */
const READINGS = perAccount(30)

type Dependencies = { db: Db; areas: AreaCache; keyring: Keyring | null }

export function contactRoutes(app: App, { db, areas, keyring }: Dependencies): void {
  app.route({
    ...contactContract.read,
    config: { rateLimit: READINGS },
    handler: async (request) => {
      const asking = { viewer: viewerOf(request), areas: await areas.current() }
      return readContact(db, keyring, asking, Number(request.params.id), Date.now())
    },
  })
}
