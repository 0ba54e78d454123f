import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../errors.ts'

/**
 * Keeps a second process away from an embedded database folder: two on one folder corrupt it, and the database itself
 * does not notice. Returns the release. A lock left by a process that is gone is taken over.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'wangge.pid')
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number(readFileSync(file, 'utf8'))
      if (isAlive(holder)) {
        throw new StartError(
          `The database folder ${folder} is in use by process ${holder}. Stop it first, or set WANGGE_DATA to another folder.`,
        )
      }
      rmSync(file, { force: true })
    }
  }
  throw new StartError(`The lock ${file} could not be taken: another process starts on the same folder.`)
}

function isAlive(pid: number): boolean {
  // The own id in an old lock means that the ids started anew (a container's restart).
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
