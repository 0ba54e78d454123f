import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeOfBytes, readTrackingCode } from '../../../server/domain/public/tracking-code.ts'

const BYTES = fc.uint8Array({ minLength: 10, maxLength: 32 })

test('a code has four groups of four, and is told by ten bytes and no fewer', () => {
  fc.assert(
    fc.property(BYTES, fc.nat(9), (bytes, place) => {
      const code = codeOfBytes(bytes)
      expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
      const other = bytes.with(place, bytes[place]! ^ 1)
      expect(codeOfBytes(other)).not.toBe(code)
      expect(codeOfBytes(bytes.slice(0, 10))).toBe(code)
    }),
  )
  expect(() => codeOfBytes(new Uint8Array(9))).toThrow('made of 10 bytes')
})

test('a code is read however it is typed, and nothing else is a code', () => {
  fc.assert(
    fc.property(BYTES, (bytes) => {
      const code = codeOfBytes(bytes)
      const typed = code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
      expect(readTrackingCode(` ${typed}`)).toBe(code)
      expect(readTrackingCode(code.slice(1))).toBeNull()
      expect(readTrackingCode(`${code}U`)).toBeNull()
      expect(readTrackingCode(code.replace(/^./, 'U'))).toBeNull()
    }),
  )
})
