import fc from 'fast-check'
import { expect, it } from 'vitest'
import { endFrame, frameOf, FrameReader } from '../../server/domain/export-frames.ts'

const pieces = fc.array(
  fc.record({ rows: fc.nat(2 ** 31), bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }) }),
  { maxLength: 8 },
)

/** Cuts bytes into chunks of the lengths given, over and over. */
function chunksOf(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = 0, i = 0; at < bytes.length; i += 1) {
    const length = lengths[i % lengths.length]!
    chunks.push(bytes.subarray(at, at + length))
    at += length
  }
  return chunks
}

it('what was framed comes out again, however the network cuts it, and only the end makes it whole', () => {
  fc.assert(
    fc.property(pieces, fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1 }), (sent, lengths) => {
      const frames = [...sent.map(frameOf), endFrame(7)]
      const reader = new FrameReader()
      const chunks = chunksOf(Buffer.concat(frames), lengths)
      const got = chunks.flatMap((chunk, i) => {
        expect(reader.isWhole).toBe(false)
        const copy = Buffer.from(chunk)
        const read = reader.push(copy)
        // The chunk belongs to the network, which may use it again.
        copy.fill(255)
        if (i < chunks.length - 1) expect(reader.isWhole).toBe(false)
        return read
      })
      expect(reader.isWhole).toBe(true)
      expect(got).toEqual([...sent, { rows: 7, bytes: new Uint8Array(0) }])
    }),
  )
})

it('what follows the end is a fault', () => {
  const reader = new FrameReader()
  reader.push(endFrame(0))
  expect(() => reader.push(endFrame(0))).toThrow('Nothing must follow')
})
