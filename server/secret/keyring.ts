import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** What is sealed, and the id of the key that it was sealed with. `sealed`: nonce, cipher text, tag. */
export type Sealed = { keyId: string; sealed: Uint8Array }

/** Something sealed does not open: its key is not on the ring, or it is not what was sealed, or not for this use. */
export class SealFault extends Error {
  override readonly name = 'SealFault'
  readonly why: 'unknown key' | 'changed'
  readonly keyId: string

  constructor(why: SealFault['why'], keyId: string) {
    super(`Sealed with the key ${keyId}: ${why}.`)
    this.why = why
    this.keyId = keyId
  }
}

/**
 * The keys that seal what only some may read: one that seals, and older ones that still open. The keys themselves cannot be
 * taken out again, nor do they show where the ring is printed or logged.
 */
export class Keyring {
  /** Of the key that seals. */
  readonly keyId: string
  readonly #secrets: readonly [Buffer, ...Buffer[]]
  readonly #keys: ReadonlyMap<string, Buffer>

  /** Secrets of 32 random bytes each: the one that seals first. */
  constructor(secrets: readonly [Buffer, ...Buffer[]]) {
    this.#secrets = secrets
    this.keyId = idOf(secrets[0])
    this.#keys = new Map(secrets.map((secret) => [idOf(secret), derive(secret, 'seal')]))
  }

  /** The ids of all keys that open, that of the one that seals first. */
  get keyIds(): string[] {
    return [...this.#keys.keys()]
  }

  /** A ring that opens with one key more. */
  including(secret: Buffer): Keyring {
    return new Keyring([...this.#secrets, secret])
  }

  /** Seals a text for one use only: what is sealed for one incident does not open as another's. */
  seal(text: string, use: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(CIPHER, this.#keys.get(this.keyId)!, nonce)
    cipher.setAAD(Buffer.from(use))
    const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return { keyId: this.keyId, sealed }
  }

  /** The text that was sealed for this use. Throws SealFault. */
  open({ keyId, sealed }: Sealed, use: string): string {
    const key = this.#keys.get(keyId)
    if (key === undefined) throw new SealFault('unknown key', keyId)
    try {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      })
      decipher.setAAD(Buffer.from(use))
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
      const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
      return Buffer.concat([text, decipher.final()]).toString('utf8')
    } catch {
      throw new SealFault('changed', keyId)
    }
  }
}

/** Tells keys apart and nothing of them: 32 random bytes are not found by trying. */
function idOf(secret: Buffer): string {
  return createHash('sha256').update(derive(secret, 'id')).digest('hex').slice(0, 16)
}

function derive(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `wangge ${purpose}`, 32))
}
