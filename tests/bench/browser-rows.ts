import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { histogram, toColumns } from '../../web/state/incident-columns.ts'
import { ask } from './ask.ts'
import { median, milliseconds, quantile, row, timed, type Row } from './row.ts'

const DECODERS = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  identity: (body: Buffer): Buffer => body,
} as const

/** All incidents over HTTP in each encoding that a browser may choose, and decoded by the page's own code. */
export async function browserRows(serverUrl: string): Promise<Row[]> {
  const rows: Row[] = []
  let plain: Buffer = Buffer.alloc(0)
  for (const encoding of ['br', 'gzip', 'identity'] as const) {
    const answers = [await get(encoding), await get(encoding), await get(encoding)]
    const { body } = answers[0]!
    const unpacking = await timed(3, async () => (plain = DECODERS[encoding](body)))
    const decoding = await timed(3, async () => toColumns(bufferOf(plain)))
    const [first, last] = [
      median(answers.map((a) => a.firstByteMs)),
      median(answers.map((a) => a.lastByteMs)),
    ]
    const [unpacked, decoded] = [quantile(unpacking, 0.5), quantile(decoding, 0.5)]
    const count = toColumns(bufferOf(plain)).length
    rows.push(
      row(
        `${count.toLocaleString('en')} incidents as Arrow, ${encoding}: first byte / last byte / unpacked / decoded`,
        `${[first, last, last + unpacked, last + unpacked + decoded].map(milliseconds).join(' / ')}, ${(body.length / count).toFixed(1)} bytes a row`,
        encoding === 'identity' ? '' : '≤ 2 s, ≤ 16 bytes a row',
      ),
    )
  }
  const columns = toColumns(bufferOf(plain))
  const bars = await timed(10, async () =>
    histogram(columns, columns.firstSecond, columns.lastSecond + 1, 1500, null),
  )
  rows.push(row('histogram of the time bar over all of them', milliseconds(quantile(bars, 0.5)), '< 16 ms'))
  return rows

  function get(encoding: string) {
    return ask(`${serverUrl}/api/incidents.arrow`, encoding)
  }
}

function bufferOf(bytes: Buffer): ArrayBuffer {
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
