import { createReadStream, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import iconv from 'iconv-lite'
import { ImportFault } from './import-fault.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'gb18030'

/** The text of a small file, whatever it is encoded in, without its mark. Throws an ImportFault that says why not. */
export function readText(file: string): string {
  try {
    return decodeText(readFileSync(file))
  } catch (error) {
    throw unreadable(file, error)
  }
}

/** The text of bytes, whatever they are encoded in, without its mark. */
export function decodeText(bytes: Buffer): string {
  const check = encodingCheck()
  check.push(bytes)
  return iconv.decode(bytes, check.encoding())
}

/**
 * The encoding of a file by all of its bytes: a file of an office may be plain ASCII for pages before the first Chinese
 * name. Throws an ImportFault when it cannot be read.
 */
export async function sniffEncoding(file: string): Promise<Encoding> {
  const check = encodingCheck()
  try {
    for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
      check.push(chunk as Buffer)
      if (check.encoding() !== 'utf-8') break
    }
  } catch (error) {
    throw unreadable(file, error)
  }
  return check.encoding()
}

/** UTF-16 by its mark, else UTF-8 unless some bytes are none; then what offices in China write. */
function encodingCheck(): { push(bytes: Buffer): void; encoding(): Encoding } {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let encoding: Encoding | null = null
  let isFirst = true
  return {
    push(bytes) {
      if (isFirst && bytes[0] === 0xff && bytes[1] === 0xfe) encoding = 'utf-16le'
      isFirst = false
      if (encoding !== null) return
      try {
        // A character cut off at the end of the bytes goes on in the next ones.
        decoder.decode(bytes, { stream: true })
      } catch {
        encoding = 'gb18030'
      }
    },
    encoding: () => encoding ?? 'utf-8',
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'there is no such folder',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ENOSPC: 'the disk is full',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB; give it in pieces',
  ERR_STRING_TOO_LONG: 'it is larger than 512 MiB; give it in pieces',
}

function why(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException
  return WHY[code] ?? message
}

export function unreadable(file: string, error: unknown): ImportFault {
  return new ImportFault(`The file ${file} cannot be read: ${why(error)}.`)
}

export function unwritable(file: string, error: unknown): ImportFault {
  return new ImportFault(`The file ${file} cannot be written: ${why(error)}.`)
}

/** Throws an ImportFault when a file would be written over the one that is read. */
export function keepApart(input: string, output: string | null, option: string): void {
  if (output !== null && resolve(input) === resolve(output)) {
    throw new ImportFault(
      `${option} must be another file than the one that is imported, but both are ${input}.`,
    )
  }
}
