import { readOptions } from '../command-options.ts'
import type { Db } from '../db/connect.ts'
import { StartError } from '../errors.ts'
import { COMMAND } from '../events/note-event.ts'
import { addKey, listKeys, revokeKey } from './keys.ts'

export const OPEN311_USAGE = `  open311-key add NAME        makes a key with which an app of this name files reports by Open311; shown once
  open311-key list            number, app, who made it and when, when it was last used, whether it was revoked
  open311-key revoke ID       the key files nothing any more`

/** Runs `open311-key …`. Throws a StartError in plain words. */
export async function runOpen311Command(
  db: Db,
  given: readonly string[],
  { say, print }: { say: (message: string) => void; print: (line: string) => void },
): Promise<void> {
  const [action, what, ...more] = readOptions(given, {}, OPEN311_USAGE).positionals
  if (action === 'list' && what === undefined) {
    for (const key of await listKeys(db)) {
      const { id, name, madeBy, madeAt, usedOn, revokedBy, revokedAt } = key
      const end = revokedAt ? `revoked by ${revokedBy} ${revokedAt.toISOString()}` : ''
      print(
        [id, name, madeBy, madeAt.toISOString(), usedOn ? `used ${usedOn}` : 'not used', end]
          .join('\t')
          .trimEnd(),
      )
    }
    return
  }
  if (action === 'add' && what !== undefined && more.length === 0) {
    const key = await addKey(db, COMMAND, what)
    say(`The key for "${what.trim()}", shown only now; the app sends it as api_key:`)
    return print(key)
  }
  if (action === 'revoke' && what !== undefined && more.length === 0) {
    if (!/^[1-9]\d{0,8}$/.test(what))
      throw new StartError(`revoke takes the number of a key, but it is ${JSON.stringify(what)}.`)
    return say(`The key for "${await revokeKey(db, COMMAND, Number(what))}" files nothing any more.`)
  }
  throw new StartError(
    `open311-key takes list, add NAME or revoke ID, but it is ${JSON.stringify(given.join(' '))}.\n\n${OPEN311_USAGE}`,
  )
}
