import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** PostgreSQL's server programs with PostGIS, as found on this machine. */
export type PostgresPrograms = { binFolder: string; version: number }

const OLDEST_VERSION = 15

/** Looks in PATH and where Debian puts them; null when there are none with PostGIS, version 15 or newer. */
export function findPostgresPrograms(): PostgresPrograms | null {
  const found: PostgresPrograms[] = []
  for (const binFolder of candidateFolders()) {
    const version = Number(/\/(\d+)\/bin$/.exec(binFolder)?.[1] ?? OLDEST_VERSION)
    const shared = [
      join(binFolder, '..', 'share'),
      join(binFolder, '..', 'share', 'postgresql'),
      `/usr/share/postgresql/${version}`,
    ]
    const hasPostgis = shared.some((folder) => existsSync(join(folder, 'extension', 'postgis.control')))
    if (version >= OLDEST_VERSION && hasPostgis) found.push({ binFolder, version })
  }
  return found.sort((a, b) => b.version - a.version)[0] ?? null
}

function candidateFolders(): Set<string> {
  const folders = new Set<string>()
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    if (existsSync(join(folder, 'initdb'))) folders.add(dirname(realpathSync(join(folder, 'initdb'))))
  }
  const debian = '/usr/lib/postgresql'
  for (const version of existsSync(debian) ? readdirSync(debian) : []) {
    if (existsSync(join(debian, version, 'bin', 'initdb'))) folders.add(join(debian, version, 'bin'))
  }
  return folders
}

/** initdb refuses to run as root: then the programs run as this user of the system. Null: as ourselves. */
export function unprivilegedUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((entry) => entry.startsWith(`${name}:`))
    const [, , uid, gid] = (line ?? '').split(':')
    if (uid !== undefined && gid !== undefined) return { uid: Number(uid), gid: Number(gid) }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor nobody.')
}
