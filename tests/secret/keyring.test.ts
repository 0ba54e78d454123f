import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { Keyring, SealFault } from '../../server/secret/keyring.ts'
import { openKeyring } from '../../server/secret/own-secret.ts'

const secret = () => randomBytes(32)

function faultOf(open: () => string): string {
  try {
    return open()
  } catch (error) {
    return error instanceof SealFault ? error.why : String(error)
  }
}

describe('a keyring', () => {
  it('opens what it sealed, for the same use only', () => {
    const ring = new Keyring([secret()])
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), fc.string(), (text, use, other) => {
        const sealed = ring.seal(text, use)
        expect(ring.open(sealed, use)).toBe(text)
        if (other !== use) expect(faultOf(() => ring.open(sealed, other))).toBe('changed')
      }),
    )
  })

  it('seals the same text differently each time', () => {
    const ring = new Keyring([secret()])
    expect(ring.seal('x', 'y').sealed).not.toEqual(ring.seal('x', 'y').sealed)
  })

  it('opens nothing of which a single bit was changed', () => {
    const ring = new Keyring([secret()])
    const { keyId, sealed } = ring.seal('13800138000', 'use')
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Uint8Array.from(sealed)
      changed[bit >> 3]! ^= 1 << (bit & 7)
      expect(faultOf(() => ring.open({ keyId, sealed: changed }, 'use'))).toBe('changed')
    }
    for (const length of [0, 11, 12, 27, sealed.length - 1]) {
      expect(faultOf(() => ring.open({ keyId, sealed: sealed.subarray(0, length) }, 'use'))).toBe('changed')
    }
  })

  it('opens what older keys sealed, and says when a key is not on it', () => {
    const [before, now] = [secret(), secret()]
    const sealed = new Keyring([before]).seal('text', 'use')
    const both = new Keyring([now, before])
    expect(both.open(sealed, 'use')).toBe('text')
    expect(both.seal('text', 'use').keyId).toBe(new Keyring([now]).keyId)
    expect(both.keyIds).toEqual([new Keyring([now]).keyId, new Keyring([before]).keyId])
    expect(new Keyring([now]).including(before).open(sealed, 'use')).toBe('text')
    expect(faultOf(() => new Keyring([now]).open(sealed, 'use'))).toBe('unknown key')
  })

  it('shows no key, however it is printed', () => {
    const bytes = secret()
    const ring = new Keyring([bytes])
    const shown = inspect(ring, { depth: 9, showHidden: true }) + JSON.stringify({ ring })
    expect(shown).toContain(ring.keyId)
    for (const form of ['hex', 'base64', 'latin1'] as const) expect(shown).not.toContain(bytes.toString(form))
    expect(shown).not.toContain('Buffer')
  })
})

describe('the secret of an embedded database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-secret-'))
  const file = join(folder, 'secret')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const embedded = { keyring: null, databaseUrl: null, dataFolder: folder }

  it('is made once, for its owner only, and still opens when another is set', () => {
    const made = openKeyring(embedded)!
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
    expect(openKeyring(embedded)!.keyId).toBe(made.keyId)
    const set = new Keyring([secret()])
    expect(openKeyring({ ...embedded, keyring: set })!.keyIds).toEqual([set.keyId, made.keyId])
  })

  it('is no other database’s', () => {
    expect(openKeyring({ ...embedded, databaseUrl: 'postgres://x/y' })).toBe(null)
  })

  it('that is no secret stops the start, and is not shown', () => {
    writeFileSync(file, 'c0ffee')
    expect(() => openKeyring(embedded)).toThrow(
      /^The secret in .*secret must be 64 hexadecimal digits.*, but it has 6 characters\.$/,
    )
    expect(() => openKeyring(embedded)).not.toThrow('c0ffee')
  })
})
