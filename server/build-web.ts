import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from './errors.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** What the built application is made of: a change in any of it makes the build stale. */
const SOURCES = ['web', 'server/domain', 'vite.config.ts', 'package-lock.json']

export const WEB_FOLDER = join(ROOT, 'dist')

/** Builds the web application in a process of its own when its sources are newer; returns its folder. */
export async function buildWeb(log: (message: string) => void): Promise<string> {
  const builtAt = newestChange(join(WEB_FOLDER, 'index.html'))
  if (builtAt > Math.max(...SOURCES.map((source) => newestChange(join(ROOT, source))))) return WEB_FOLDER
  log('Building the web application …')
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js')
  const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    build.once('error', reject)
    build.once('exit', resolve)
  })
  if (code !== 0)
    throw new StartError(`The web application could not be built (vite ended with ${code}); see above.`)
  return WEB_FOLDER
}

/** The latest change of a file, or of any file in a folder; 0 when it is not there. */
function newestChange(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}
