import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { parse } from 'csv-parse'
import iconv from 'iconv-lite'
import { ImportFault } from '../import-fault.ts'

/** One record of a file: the line that it begins on (from 1), and its fields; or why it is none. */
export type Row = { line: number; fields: Record<string, string>; fault: string | null }

const SAMPLE_BYTES = 65_536

/** Reads a CSV (RFC 4180; comma, semicolon or tab; UTF-8 with or without BOM, or GB18030) or the points of a GeoJSON. */
export async function* readRows(file: string): AsyncGenerator<Row> {
  const sample = await readSample(file)
  if (/\.(geo)?json$/i.test(file)) yield* readGeoJson(file)
  else yield* readCsv(file, sample)
}

async function readSample(file: string): Promise<Buffer> {
  try {
    const handle = await open(file)
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SAMPLE_BYTES), 0, SAMPLE_BYTES, 0)
    await handle.close()
    return buffer.subarray(0, bytesRead)
  } catch {
    throw new ImportFault(`The file ${file} cannot be read.`)
  }
}

/** UTF-8 unless the bytes are no UTF-8; a character cut off at the end of the sample does not count. */
export function sniffEncoding(sample: Buffer): 'utf8' | 'gb18030' {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return 'utf8'
  } catch {
    return 'gb18030'
  }
}

/** The separator that the first line has most of; those inside quotes do not count. */
export function sniffDelimiter(text: string): ',' | ';' | '\t' {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counted = ([',', ';', '\t'] as const).map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }))
  return counted.sort((a, b) => b.count - a.count)[0]!.delimiter
}

async function* readCsv(file: string, sample: Buffer): AsyncGenerator<Row> {
  const encoding = sniffEncoding(sample)
  const text = iconv.decode(sample, encoding)
  const parser = createReadStream(file)
    .pipe(iconv.decodeStream(encoding))
    .pipe(
      parse({
        bom: true,
        delimiter: sniffDelimiter(text),
        info: true,
        relax_column_count: true,
        relax_quotes: true,
        skip_empty_lines: true,
      }),
    )
  let header: string[] | null = null
  for await (const { record, info } of parser as AsyncIterable<{
    record: string[]
    info: { lines: number }
  }>) {
    if (header === null) {
      header = record.map((name) => name.trim())
      continue
    }
    const fault =
      record.length === header.length
        ? null
        : `expected ${header.length} fields, but there are ${record.length}`
    const fields = Object.fromEntries(header.map((name, i) => [name, record[i] ?? '']))
    yield { line: info.lines, fields, fault }
  }
  if (header === null)
    throw new ImportFault(`${file} must begin with a line of column names, but it is empty.`)
}

type PointFeature = {
  properties?: Record<string, unknown> | null
  geometry?: { type?: string; coordinates?: unknown[] } | null
}

async function* readGeoJson(file: string): AsyncGenerator<Row> {
  const chunks: Buffer[] = []
  for await (const chunk of createReadStream(file)) chunks.push(chunk as Buffer)
  let content: { type?: string; features?: PointFeature[] }
  try {
    content = JSON.parse(
      Buffer.concat(chunks)
        .toString('utf8')
        .replace(/^\uFEFF/, ''),
    ) as typeof content
  } catch (error) {
    throw new ImportFault(`${file} must be GeoJSON, but it is no JSON: ${(error as Error).message}.`)
  }
  if (content.type !== 'FeatureCollection' || !Array.isArray(content.features)) {
    throw new ImportFault(`${file} must be a FeatureCollection of points, but its type is ${content.type}.`)
  }
  for (const [i, { properties, geometry }] of content.features.entries()) {
    const isPoint = geometry === null || geometry === undefined || geometry.type === 'Point'
    const [lon = '', lat = ''] = geometry?.coordinates ?? []
    const fields = Object.fromEntries(
      Object.entries(properties ?? {}).map(([name, value]) => [name, value === null ? '' : String(value)]),
    )
    yield {
      line: i + 1,
      fields: { ...fields, lon: String(lon), lat: String(lat) },
      fault: isPoint ? null : `expected a Point, but the geometry is ${geometry.type}`,
    }
  }
}
