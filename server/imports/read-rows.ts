import { createReadStream, statSync } from 'node:fs'
import iconv from 'iconv-lite'
import { readFeatures } from './geojson-file.ts'
import { ImportFault } from './import-fault.ts'
import { sniffEncoding, unreadable } from './text-file.ts'
import { csvReader, type CsvRecord } from './csv-records.ts'

/** A record of a file: the line that it begins on (from 1; in GeoJSON its number), its values; or why it is none. */
export type Row = { line: number; values: string[]; fault: string | null }

export type RowSource = {
  columns: string[]
  /** The rows in portions, as they are read. */
  portions: AsyncIterable<Row[]>
  /** How much of the file is read so far, 0 to 1. */
  share(): number
}

/** Opens a CSV (RFC 4180; comma, semicolon or tab; UTF-8, UTF-16 or GB18030) or the points of a GeoJSON. */
export async function openRows(file: string, crs: string): Promise<RowSource> {
  return /\.(geo)?json$/i.test(file) ? openGeoJson(file, crs) : openCsv(file)
}

/** The separator that the first line has most of; those inside quotes do not count. */
export function sniffDelimiter(text: string): ',' | ';' | '\t' {
  const line = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1)[0] ?? ''
  const counted = ([',', ';', '\t'] as const).map((delimiter) => ({
    delimiter,
    count: line.split(delimiter).length,
  }))
  return counted.sort((a, b) => b.count - a.count)[0]!.delimiter
}

async function openCsv(file: string): Promise<RowSource> {
  const encoding = await sniffEncoding(file)
  const size = statSync(file).size
  const stream = createReadStream(file, { highWaterMark: 1 << 18 })
  const records = readRecords(file, stream, iconv.getDecoder(encoding))
  let first: CsvRecord[] = []
  while (first.length === 0) {
    const { value, done } = await records.next()
    if (done) throw new ImportFault(`${file} must begin with a line of column names, but it is empty.`)
    first = value
  }
  const [header, ...more] = first
  if (header!.isUnclosed)
    throw new ImportFault(`The first line of ${file} opens a quote that is never closed.`)
  const columns = header!.values.map((name) => name.trim())
  const toRow = ({ line, values, isUnclosed }: CsvRecord): Row => {
    const isWhole = values.length === columns.length
    const count = `expected ${columns.length} fields, but there are ${values.length}`
    const fault = isUnclosed ? 'a quote opens here that is never closed' : isWhole ? null : count
    return { line, values, fault }
  }
  async function* portions(): AsyncGenerator<Row[]> {
    yield more.map(toRow)
    for await (const portion of records) yield portion.map(toRow)
  }
  return { columns, portions: portions(), share: () => (size === 0 ? 1 : stream.bytesRead / size) }
}

async function* readRecords(
  file: string,
  stream: AsyncIterable<Buffer>,
  decoder: iconv.DecoderStream,
): AsyncGenerator<CsvRecord[], void> {
  let reader: ReturnType<typeof csvReader> | null = null
  try {
    for await (const chunk of stream) {
      const text = decoder.write(chunk)
      reader ??= csvReader(sniffDelimiter(text))
      yield reader.push(text)
    }
  } catch (error) {
    throw unreadable(file, error)
  }
  if (reader === null) return
  yield reader.push(decoder.end() ?? '')
  yield reader.end()
}

function openGeoJson(file: string, crs: string): RowSource {
  const features = readFeatures(file, crs)
  if (features.length === 0)
    throw new ImportFault(`${file} must hold points, but its list of features is empty.`)
  const named = new Set(features.flatMap(({ properties }) => Object.keys(properties ?? {})))
  const columns = [...named].filter((name) => name !== 'lon' && name !== 'lat')
  const rows = features.map(({ properties, geometry }, i): Row => {
    const isPoint = geometry === null || geometry === undefined || geometry.type === 'Point'
    const [lon, lat] = Array.isArray(geometry?.coordinates) ? (geometry.coordinates as unknown[]) : []
    const values = [...columns.map((name) => properties?.[name]), lon, lat].map(toText)
    const fault = isPoint ? null : `expected a Point, but the geometry is ${toText(geometry?.type)}`
    return { line: i + 1, values, fault }
  })
  async function* portions(): AsyncGenerator<Row[]> {
    const size = 1000
    for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size)
  }
  return { columns: [...columns, 'lon', 'lat'], portions: portions(), share: () => 1 }
}

function toText(value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
