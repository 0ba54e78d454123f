import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'

/** Work on a draft that this machine keeps until the server has it. `version`: of the draft that it goes on from. */
export type KeptWork = { version: number; operations: Operation[]; done: number }

const keyOf = (draft: number): string => `wangge.draft.${draft}`

export function readKeptWork(draft: number): KeptWork | null {
  try {
    const text = localStorage.getItem(keyOf(draft))
    return text === null ? null : (JSON.parse(text) as KeptWork)
  } catch {
    return null
  }
}

/** Resolves to whether it is kept: storage may be full or forbidden. */
export function writeKeptWork(draft: number, work: KeptWork): boolean {
  try {
    localStorage.setItem(keyOf(draft), JSON.stringify(work))
    return true
  } catch {
    return false
  }
}

export function forgetKeptWork(draft: number): void {
  try {
    localStorage.removeItem(keyOf(draft))
  } catch {
    // Where storage is forbidden nothing was kept.
  }
}
