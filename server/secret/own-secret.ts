import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { StartError } from '../errors.ts'
import { Keyring } from './keyring.ts'
import { readSecret } from './read-secret.ts'

/**
 * The keys that the settings give; null: none. With the embedded database nothing has to be set: its folder, which this
 * process must hold, has a secret of its own, made once. Where WANGGE_SECRET is set later, that one still opens what it
 * sealed.
 */
export function openKeyring({
  keyring,
  databaseUrl,
  dataFolder,
}: Pick<Config, 'keyring' | 'databaseUrl' | 'dataFolder'>): Keyring | null {
  if (databaseUrl !== null) return keyring
  const file = join(dataFolder, 'secret')
  if (keyring === null) return new Keyring([existsSync(file) ? readOwn(file) : makeOwn(file)])
  return existsSync(file) ? keyring.including(readOwn(file)) : keyring
}

function readOwn(file: string): Buffer {
  try {
    return readSecret(readFileSync(file, 'utf8'), `The secret in ${file}`)
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`The secret in ${file} cannot be read: ${(error as Error).message}.`)
  }
}

/** The file has its name only when it is whole: half a secret would be none, and what it sealed could not be opened. */
function makeOwn(file: string): Buffer {
  const secret = randomBytes(32)
  const unfinished = `${file}.part`
  try {
    const handle = openSync(unfinished, 'w', 0o600)
    writeSync(handle, `${secret.toString('hex')}\n`)
    fsyncSync(handle)
    closeSync(handle)
    renameSync(unfinished, file)
  } catch (error) {
    throw new StartError(`The secret in ${file} cannot be written: ${(error as Error).message}.`)
  }
  return secret
}
