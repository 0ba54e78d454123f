import fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { areNeighbours, blurred } from '../../../server/domain/public/blur.ts'
import { isSolution, trySolutions } from '../../../server/domain/public/proof-of-work.ts'
import { sha256 } from '../../../server/domain/public/sha256.ts'

test('the hash is that of the standard, for every length', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const words = Buffer.alloc(32)
      sha256(bytes).forEach((word, i) => words.writeInt32BE(word, i * 4))
      expect(words.toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
    }),
  )
})

test('what is found solves the puzzle, and a puzzle of no bits is solved by anything', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 0, max: 9 }), (challenge, bits) => {
      const answer = trySolutions(challenge, bits, 0, 100_000)!
      expect(isSolution(challenge, bits, answer)).toBe(true)
      const hash = createHash('sha256').update(`${challenge}:${answer}`).digest()
      expect(hash.readUInt16BE() >> (16 - bits)).toBe(0)
    }),
    { numRuns: 30 },
  )
  for (const answer of ['', '-1', '1e3', ' 1', '1'.repeat(16)]) expect(isSolution('x', 0, answer)).toBe(false)
})

const POINT = fc.record({
  lon: fc.double({ min: -179, max: 179, noNaN: true }),
  lat: fc.double({ min: -70, max: 70, noNaN: true }),
})

test('a blurred point is within the cell of its place, says the same of all of it, and neighbours touch', () => {
  fc.assert(
    fc.property(POINT, fc.double({ min: -0.9, max: 0.9, noNaN: true }), (point, part) => {
      const middle = blurred(point)
      expect(Math.abs(middle.lat - point.lat)).toBeLessThan(0.00047)
      const east = Math.abs(middle.lon - point.lon) * Math.cos((point.lat * Math.PI) / 180)
      expect(east).toBeLessThan(0.00047)
      const elsewhere = { lon: middle.lon, lat: middle.lat + part * 0.00044 }
      expect(blurred(elsewhere)).toEqual(middle)
      expect(areNeighbours(middle, middle)).toBe(true)
      expect(areNeighbours(middle, { lon: middle.lon, lat: middle.lat + 0.0009 })).toBe(true)
      expect(areNeighbours(middle, { lon: middle.lon, lat: middle.lat + 0.0018 })).toBe(false)
    }),
  )
})
