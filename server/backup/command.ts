import type { Db } from '../db/connect.ts'
import { StartError } from '../errors.ts'
import { verifyChain } from '../events/verify.ts'
import type { Progress } from '../imports/progress.ts'
import { makeBackup } from './backup.ts'
import { countAll } from './format.ts'
import { restoreBackup } from './restore.ts'

export const BACKUP_USAGE = `  backup FILE                 writes all that the database holds at one moment into a new file
  restore FILE                puts a backup into an empty database, of either kind`

type Terminal = { say: (message: string) => void; progress: Progress }

/** Runs \`backup FILE\`. Throws a StartError in plain words; then there is no file. */
export async function runBackupCommand(db: Db, file: string, { say, progress }: Terminal): Promise<void> {
  const rows = await makeBackup(db, file, progress)
  say(`${rows} rows are in ${file}. Sessions and tokens are not.`)
}

/**
 * Runs \`restore FILE\` on a database that no migration was run on for this. Throws a StartError in plain words; then
 * nothing is restored, unless it says that a chain of events is broken, which the backup then has from its database.
 */
export async function runRestoreCommand(db: Db, file: string, { say, progress }: Terminal): Promise<void> {
  say(`Checking ${file}, then loading it.`)
  const header = await restoreBackup(db, file, progress)
  say(`${countAll(header)} rows are restored, as they were at ${header.madeAt}.`)
  const { events, fault } = await verifyChain(db)
  if (fault) {
    throw new StartError(
      `All is restored, but as the backup has it the chain of events is broken at event ${fault.seq}: ${fault.what}.`,
    )
  }
  say(`${events} events, and every link holds.`)
}
