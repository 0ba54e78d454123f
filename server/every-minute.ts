const EVERY_MS = 60_000

/** Work that goes on by itself; `stop` resolves when a run under way has ended. */
export type Job = { stop(): Promise<void> }

/**
 * Does some work every minute, one run after the other. The work must keep what it did in the database, so that it may be
 * started and killed at any time, in any number of processes.
 */
export function everyMinute(work: () => Promise<unknown>, onFault: (error: unknown) => void): Job {
  let running = Promise.resolve()
  const run = () => {
    running = running.then(work).then(() => {}, onFault)
  }
  const timer = setInterval(run, EVERY_MS)
  return {
    async stop() {
      clearInterval(timer)
      await running
    },
  }
}
