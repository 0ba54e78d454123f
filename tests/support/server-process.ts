import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { ROOT } from './folders.ts'
import { programOf } from './plain-program.ts'

/** A server in a process of its own on a free port. */
export type ServerProcess = {
  url: string
  /** Everything it said so far on standard output and standard error. */
  output(): string
  pid: number
  /** Sends SIGTERM and returns the exit code. */
  stop(): Promise<number | null>
}

const NO_DATABASE = { DATABASE_URL: '', DATABASE_OWNER_URL: '' }

/**
 * Starts the server with these settings and waits until it listens; `program`: the arguments of Node. Throws with its output when it ends instead. Ask for
 * 'web' before, so that the web application is built.
 */
export async function startServer(
  settings: Record<string, string>,
  program: readonly string[] = programOf('server/main.ts'),
): Promise<ServerProcess> {
  const server = spawn(process.execPath, program, {
    cwd: ROOT,
    env: { ...process.env, LOG_LEVEL: 'warn', HOST: '127.0.0.1', PORT: '0', ...NO_DATABASE, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const exited = once(server, 'exit') as Promise<[number | null]>
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (text: Buffer): void => {
      output += text.toString()
      const found = /Wangge is at (http:\/\/[^/\s]+)/.exec(output)?.[1]
      if (found) resolve(found)
    }
    server.stdout.on('data', listen)
    server.stderr.on('data', listen)
    server.once('error', reject)
    server.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${output}`)))
  })
  return {
    url,
    output: () => output,
    pid: server.pid ?? 0,
    async stop() {
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGTERM')
      return (await exited)[0]
    },
  }
}
