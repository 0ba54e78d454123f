import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unprivilegedUser, type PostgresPrograms } from './postgres-programs.ts'

export type Cluster = {
  /** Address of its maintenance database. */
  url: string
  stop(): Promise<void>
}

/** Starts a throwaway cluster of its own on a free port, in a temporary folder that `stop` removes. Nothing is synced. */
export async function startCluster(programs: PostgresPrograms): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-postgres-'))
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const run = (program: string, parameters: string[]): ChildProcess =>
    spawn(join(programs.binFolder, program), parameters, {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      ...user,
    })
  try {
    const initdb = run('initdb', [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ])
    await ended(initdb, 'initdb')
    const settings = [
      'fsync=off',
      'synchronous_commit=off',
      'full_page_writes=off',
      'listen_addresses=127.0.0.1',
      'shared_buffers=256MB',
      'max_wal_size=4GB',
      'jit=off',
    ]
    const { server, port } = await onFreePort((number) =>
      run('postgres', [
        '-D',
        data,
        '-p',
        String(number),
        '-k',
        folder,
        ...settings.flatMap((setting) => ['-c', setting]),
      ]),
    )
    return {
      url: `postgres://postgres@127.0.0.1:${port}/postgres`,
      async stop() {
        if (server.exitCode === null && server.signalCode === null) {
          const gone = once(server, 'exit')
          // SIGINT is PostgreSQL's fast shutdown: sessions are ended.
          server.kill('SIGINT')
          await gone
        }
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}

async function ended(program: ChildProcess, name: string): Promise<void> {
  let errors = ''
  program.stderr?.on('data', (text: Buffer) => (errors += text.toString()))
  const [code] = (await once(program, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${errors}`)
}

const MOST_TRIES = 5

/** Starts the server, with another port where somebody has taken the one that was free a moment ago. */
async function onFreePort(
  start: (port: number) => ChildProcess,
): Promise<{ server: ChildProcess; port: number }> {
  for (let tries = 1; ; tries += 1) {
    const port = await freePort()
    const server = start(port)
    try {
      await accepting(server)
      return { server, port }
    } catch (error) {
      if (tries === MOST_TRIES || !String(error).includes('Address already in use')) throw error
    }
  }
}

/** Waits for the line by which the server says that it takes connections. */
async function accepting(server: ChildProcess): Promise<void> {
  let log = ''
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (text: Buffer) => {
      if (log.length < 100_000) log += text.toString()
      if (log.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}: ${log}`)))
  })
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}
