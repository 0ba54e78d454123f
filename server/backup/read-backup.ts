import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Value } from 'typebox/value'
import { StartError } from '../errors.ts'
import { FORMAT, Header, Trailer, VERSION, type BackedTable } from './format.ts'

/** A batch is full with so many rows, or so many characters: boundaries are long, incidents are many. */
const BATCH_ROWS = 2000
const BATCH_CHARACTERS = 1_000_000

/**
 * Reads a whole backup, hands its rows over in batches of one table, and returns its header. Throws StartError where the
 * file is none, or is not as it was written; that may show only at the end, after rows were handed over.
 */
export async function readBackup(
  file: string,
  take: (table: BackedTable, rows: string[]) => Promise<void>,
): Promise<Header> {
  const lines = linesOf(file)
  try {
    return await readLines(file, lines, take)
  } finally {
    await lines.return(undefined)
  }
}

async function readLines(
  file: string,
  lines: AsyncGenerator<string>,
  take: (table: BackedTable, rows: string[]) => Promise<void>,
): Promise<Header> {
  const hash = createHash('sha256')
  const next = async (): Promise<string | null> => {
    const { value, done } = await lines.next()
    return done ? null : (value as string)
  }
  const first = await next()
  const header = readHeader(file, first)
  hash.update(`${first}\n`)
  let rows = 0
  for (const table of header.tables) {
    let batch: string[] = []
    let characters = 0
    for (let i = 0; i < table.rows; i += 1) {
      const line = await next()
      if (line === null) throw damaged(file, `it ends within the rows of "${table.name}"`)
      hash.update(line).update('\n')
      rows += 1
      characters += line.length
      batch.push(line)
      if (batch.length < BATCH_ROWS && characters < BATCH_CHARACTERS) continue
      await take(table, batch)
      batch = []
      characters = 0
    }
    if (batch.length > 0) await take(table, batch)
  }
  const trailer = parse(await next())
  if (!Value.Check(Trailer, trailer)) throw damaged(file, 'the last line, with the checksum, is missing')
  const sum = hash.digest('hex')
  if (trailer.sha256 !== sum) throw damaged(file, `its checksum is ${sum}, but should be ${trailer.sha256}`)
  if (trailer.rows !== rows) throw damaged(file, `it has ${rows} rows, but should have ${trailer.rows}`)
  if ((await next()) !== null) throw damaged(file, 'something follows its last line')
  return header
}

function readHeader(file: string, line: string | null): Header {
  const header = parse(line) as Partial<Header> | null
  if (header?.format !== FORMAT) throw notOurs(file)
  if ((header.version as number) !== VERSION) {
    throw new StartError(
      `The backup ${file} has the format ${header.version}, but this program reads ${VERSION}: restore it with the version that made it.`,
    )
  }
  if (!Value.Check(Header, header)) throw damaged(file, 'its header does not say what it should')
  return header
}

function parse(line: string | null): unknown {
  try {
    return line === null ? null : JSON.parse(line)
  } catch {
    return null
  }
}

/** The lines of a compressed file. */
async function* linesOf(file: string): AsyncGenerator<string> {
  const compressed = createReadStream(file)
  const unpacked = createGunzip({ chunkSize: 256 * 1024 })
  compressed.on('error', (error) => unpacked.destroy(error))
  const parts: Buffer[] = []
  try {
    for await (const chunk of compressed.pipe(unpacked) as AsyncIterable<Buffer>) {
      let from = 0
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
        parts.push(chunk.subarray(from, end))
        yield Buffer.concat(parts.splice(0)).toString()
        from = end + 1
      }
      if (from < chunk.length) parts.push(chunk.subarray(from))
    }
  } catch (error) {
    throw readingFault(file, error as NodeJS.ErrnoException)
  } finally {
    compressed.destroy()
  }
  if (parts.length > 0) throw damaged(file, 'its last line is cut off')
}

function readingFault(file: string, { code = '', message }: NodeJS.ErrnoException): StartError {
  if (code === 'Z_BUF_ERROR') return damaged(file, 'it is cut off')
  if (code === 'Z_DATA_ERROR' && message === 'incorrect header check') return notOurs(file)
  if (code.startsWith('Z_')) return damaged(file, message)
  return new StartError(`The backup ${file} cannot be read: ${message}.`)
}

function notOurs(file: string): StartError {
  return new StartError(`${file} is not a backup: it does not begin as "wangge backup" writes it.`)
}

function damaged(file: string, how: string): StartError {
  return new StartError(`The backup ${file} is damaged: ${how}. Nothing was restored.`)
}
