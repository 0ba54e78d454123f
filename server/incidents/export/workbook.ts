import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { sheetXml, type Sheet } from './sheet-xml.ts'
import { SHEET_PATH, workbookParts } from './workbook-parts.ts'

/** The fastest: a sheet shrinks to a sixth by it, and to an eighth by twice the work. */
const COMPRESSION_LEVEL = 1

/**
 * A workbook with one sheet (Office Open XML), made while it is taken: however many rows there are, a page or two are in
 * memory (decision 15). Whoever stops taking it ends the pages.
 */
export async function* writeWorkbook(sheet: Sheet): AsyncGenerator<Uint8Array> {
  const rows = Readable.from(sheetXml(sheet), { objectMode: false })
  const zip = new ZipFile()
  // The type leaves out that it is one of Node's own, which can be ended.
  const output = zip.outputStream as Readable
  // The archive hears of no fault of its sources; one that nobody hears of would end the process.
  const breakOff = (error: Error) => output.destroy(error)
  zip.on('error', breakOff)
  rows.on('error', breakOff)
  for (const [path, text] of Object.entries(workbookParts(sheet.name))) zip.addBuffer(Buffer.from(text), path)
  zip.addReadStream(rows, SHEET_PATH, { compressionLevel: COMPRESSION_LEVEL })
  zip.end()
  try {
    yield* output as AsyncIterable<Uint8Array>
  } finally {
    rows.destroy()
  }
}
