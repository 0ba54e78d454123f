import type { Messages } from '../messages/zh.ts'

/** So many seconds in minutes and seconds. */
export function writeDuration(seconds: number, { displays }: Messages): string {
  return displays.duration(String(Math.floor(seconds / 60)), String(seconds % 60))
}
