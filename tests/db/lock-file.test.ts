import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { lockFolder } from '../../server/db/lock-file.ts'

describe('the lock of a data folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wangge-lock-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('names the process that holds it', () => {
    // The parent of the test is alive and is not us.
    writeFileSync(join(folder, 'wangge.pid'), String(process.ppid))
    expect(() => lockFolder(folder)).toThrow(`in use by process ${process.ppid}`)
  })

  it('is taken over from a process that is gone', () => {
    writeFileSync(join(folder, 'wangge.pid'), '999999999')
    const unlock = lockFolder(folder)
    unlock()
    expect(existsSync(join(folder, 'wangge.pid'))).toBe(false)
  })
})
