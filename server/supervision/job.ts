import type { Db } from '../db/connect.ts'
import { runRules } from './run-rules.ts'

const EVERY_MS = 60_000

/**
 * Lets the rules run every minute, one run after the other. What was done is in the database, so it may be started and
 * killed at any time, in any number of processes. Resolves, once stopped, when a run under way has ended.
 */
export function startRules(db: Db, onFault: (error: unknown) => void): { stop(): Promise<void> } {
  let running = Promise.resolve()
  const run = () => {
    running = running.then(() => runRules(db, Date.now())).then(() => {}, onFault)
  }
  const timer = setInterval(run, EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
