import type { Db } from '../db/connect.ts'
import { StartError } from '../errors.ts'
import { readHead } from './queries.ts'
import { verifyChain } from './verify.ts'

export const AUDIT_USAGE = `  audit verify                walks the chain of events and names the first broken link
  audit head                  prints number and hash of the last event, to be kept elsewhere`

/** Runs \`audit …\`. Throws a StartError where the chain is broken. */
export async function runAuditCommand(
  db: Db,
  [action, ...more]: readonly string[],
  print: (line: string) => void,
): Promise<void> {
  if (more.length > 0 || (action !== 'verify' && action !== 'head')) {
    throw new StartError(
      `audit takes verify or head, but it is ${JSON.stringify([action, ...more].join(' '))}.`,
    )
  }
  if (action === 'head') {
    const { seq, hash } = await readHead(db)
    return print(`${seq} ${hash}`)
  }
  const { events, fault } = await verifyChain(db)
  if (fault) throw new StartError(`The chain is broken at event ${fault.seq}: ${fault.what}.`)
  print(`${events} events, and every link holds.`)
}
