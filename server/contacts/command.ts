import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import { StartError } from '../errors.ts'
import type { Keyring } from '../secret/keyring.ts'
import { countByKey } from './queries.ts'
import { sealAnew, sealedWithOthers } from './rotate.ts'

export const SECRET_USAGE = `  secret list                 how many contact details are sealed with which key, and which of these are set
  secret rotate               seals all contact details anew that are sealed with one of WANGGE_SECRET_OLD`

type Terminal = { say: (message: string) => void; print: (line: string) => void }

/** Runs \`secret …\`. Throws a StartError in plain words; what was sealed anew by then stays so. */
export async function runSecretCommand(
  db: Db,
  keyring: Keyring | null,
  words: readonly string[],
  { say, print }: Terminal,
): Promise<void> {
  const [action, ...more] = words
  if (more.length > 0 || (action !== 'list' && action !== 'rotate'))
    throw new StartError(`secret takes list or rotate, but it is ${JSON.stringify(words.join(' '))}.`)
  if (action === 'list') return list(db, keyring, print)
  if (keyring === null) throw new StartError('There is no key to seal with: WANGGE_SECRET is missing.')
  return rotate(db, keyring, say)
}

async function list(db: Db, keyring: Keyring | null, print: Terminal['print']): Promise<void> {
  const counts = new Map(
    (await readInScope(db, 'county', countByKey)).map(({ keyId, count }) => [keyId, count]),
  )
  const known = keyring?.keyIds ?? []
  for (const keyId of new Set([...known, ...counts.keys()])) {
    const what = keyId === keyring?.keyId ? 'seals' : known.includes(keyId) ? 'opens' : 'not set'
    print(`${keyId}\t${counts.get(keyId) ?? 0}\t${what}`)
  }
}

async function rotate(db: Db, keyring: Keyring, say: Terminal['say']): Promise<void> {
  const { sealed, changed } = await sealAnew(db, keyring, (done) => say(`Sealed anew: ${done}.`))
  const others = await sealedWithOthers(db, keyring)
  const left: string[] = []
  if (others.length > 0) left.push(`some are sealed with keys that are not set: ${counted(others)}`)
  if (changed.length > 0)
    left.push(`those of some incidents do not open with their own key and were left: ${changed.join(', ')}`)
  if (left.length > 0) throw new StartError(`Contact details sealed anew: ${sealed}; but ${left.join('; ')}.`)
  say(
    sealed === 0
      ? `Nothing was to be done: all contact details are sealed with the key ${keyring.keyId}.`
      : `All contact details are sealed with the key ${keyring.keyId} now: WANGGE_SECRET_OLD can go.`,
  )
}

/** Says at the start what cannot be read or kept, and which setting is why. */
export async function sayWhatIsSealed(db: Db, keyring: Keyring | null, say: Terminal['say']): Promise<void> {
  if (keyring === null) say('Reports are anonymous: contact details are taken once WANGGE_SECRET is set.')
  const others = await sealedWithOthers(db, keyring)
  if (others.length === 0) return
  say(
    `Warning: contact details are sealed with keys that are neither WANGGE_SECRET nor in WANGGE_SECRET_OLD: ${counted(others)}.`,
  )
}

/** Keys by their ids, and how many each has sealed. */
function counted(keys: readonly { keyId: string; count: number }[]): string {
  return keys.map(({ keyId, count }) => `${keyId} (${count})`).join(', ')
}
