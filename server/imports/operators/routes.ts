import { perAccount } from '../../accounts/per-account.ts'
import { requirePermission } from '../../accounts/require-permission.ts'
import { viewerOf } from '../../accounts/viewer.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import type { Db } from '../../db/connect.ts'
import { CodedError } from '../../errors.ts'
import { doerOf } from '../../events/note-event.ts'
import { importContract, MOST_ROSTER_BYTES } from '../../operators/roster/import-contract.ts'
import { ImportFault } from '../import-fault.ts'
import { importOperators } from './import-operators.ts'
import { localDate } from '../../domain/local-date.ts'

const TRIES = perAccount(30)
const MOST_TOLD = 200

type Dependencies = { db: Db; areas: AreaCache; offsetMs: (ms: number) => number }

/** The list of operators as a file, from the browser: tried first, then kept. */
export function operatorImportRoutes(app: App, { db, areas, offsetMs }: Dependencies): void {
  app.route({
    ...importContract,
    config: { rateLimit: TRIES },
    bodyLimit: MOST_ROSTER_BYTES * 2,
    handler: async (request) => {
      const viewer = viewerOf(request)
      requirePermission(viewer, 'manageStaff', 'A list of operators is taken from')
      const { name, content, save } = request.body
      const who = { viewer, areas: await areas.current() }
      const today = localDate(Date.now(), offsetMs)
      const options = { bytes: Buffer.from(content, 'base64'), file: name, today, keep: save }
      const { outcome, faults, kept } = await toldAsRefusal(() =>
        importOperators(db, who, doerOf(viewer), options),
      )
      if (save && !kept) {
        throw new CodedError(
          'import_refused',
          `Expected rows that can all be used, but ${faults.length} things are wrong, the first in line ${faults[0]!.line}: ${faults[0]!.reason}.`,
          { faults: faults.slice(0, MOST_TOLD) },
        )
      }
      return { kept, outcome, faults: faults.slice(0, MOST_TOLD), faultCount: faults.length }
    },
  })
}

/** What is wrong with the file as a whole is told as bad input. */
async function toldAsRefusal<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ImportFault) throw new CodedError('invalid_input', error.message)
    throw error
  }
}
