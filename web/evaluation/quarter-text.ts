import type { Messages } from '../messages/zh.ts'

/** A quarter as it is written: 2026-Q3 is the third quarter of 2026. */
export function writeQuarter(name: string, { evaluation }: Pick<Messages, 'evaluation'>): string {
  return evaluation.quarter(name)
}
