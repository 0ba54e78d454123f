import { closeSync, openSync, writeSync } from 'node:fs'
import { unwritable } from './text-file.ts'

/** A row that cannot be what is imported: which field, and what was expected of it. */
export type Rejection = { line: number; field: string; reason: string }

export type RejectsFile = {
  add(rejection: Rejection): void
  /** Writes what was added. */
  flush(): void
  close(): void
}

/** A CSV of rejected rows. Throws an ImportFault when it cannot be written. */
export function openRejects(file: string): RejectsFile {
  const attempt = <Result>(work: () => Result): Result => {
    try {
      return work()
    } catch (error) {
      throw unwritable(file, error)
    }
  }
  const handle = attempt(() => openSync(file, 'w'))
  let lines = 'line,field,reason\n'
  const flush = (): void => {
    if (lines === '') return
    attempt(() => writeSync(handle, lines))
    lines = ''
  }
  return {
    add({ line, field, reason }) {
      lines += `${line},${quoted(field)},${quoted(reason)}\n`
    },
    flush,
    close() {
      flush()
      closeSync(handle)
    },
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
