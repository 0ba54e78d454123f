import { readFileSync } from 'node:fs'

const CLOCK_TICKS_A_SECOND = 100

/** Which share of one core a process used while something went on. */
export async function cpuShare(pid: number, work: () => Promise<void>): Promise<number> {
  const [ticks, startedAt] = [cpuTicks(pid), performance.now()]
  await work()
  return (cpuTicks(pid) - ticks) / CLOCK_TICKS_A_SECOND / ((performance.now() - startedAt) / 1000)
}

/** Hundredths of a second that a process has used of all cores. */
export function cpuTicks(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return Number(fields[11]) + Number(fields[12])
}

/** Memory of a process that is really there, in MB. */
export function residentMegabytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1000
}
