// An export that tells how far it is: the file in pieces, each with the number of incidents that were read by then. Only so
// can progress be told of a file that is compressed, and a file that broke off from one that is whole.
//
//   rows so far (uint32) │ length of the piece (uint32) │ the piece      … and at the end one without a piece: it is whole

const HEAD_BYTES = 8

export type Frame = { rows: number; bytes: Uint8Array }

/** The piece with its head. `bytes` must not be empty, for that is the end (`endFrame`). */
export function frameOf({ rows, bytes }: Frame): Uint8Array {
  const frame = new Uint8Array(HEAD_BYTES + bytes.length)
  const head = new DataView(frame.buffer)
  head.setUint32(0, rows)
  head.setUint32(4, bytes.length)
  frame.set(bytes, HEAD_BYTES)
  return frame
}

/** Says that the file is whole, and how many incidents are in it. */
export function endFrame(rows: number): Uint8Array {
  return frameOf({ rows, bytes: new Uint8Array(0) })
}

/** Puts frames together from whatever pieces a network delivers. */
export class FrameReader {
  /** The last frame was seen: the file is whole. */
  isWhole = false
  #rest: Uint8Array = new Uint8Array(0)

  /** The frames that a chunk completes. Throws a RangeError where something follows the end. */
  push(chunk: Uint8Array): Frame[] {
    let rest = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk)
    const frames: Frame[] = []
    while (rest.length > 0) {
      if (this.isWhole) throw new RangeError('Nothing must follow the last frame of an export.')
      if (rest.length < HEAD_BYTES) break
      const head = new DataView(rest.buffer, rest.byteOffset)
      const end = HEAD_BYTES + head.getUint32(4)
      if (rest.length < end) break
      this.isWhole = end === HEAD_BYTES
      frames.push({ rows: head.getUint32(0), bytes: new Uint8Array(rest.subarray(HEAD_BYTES, end)) })
      rest = rest.subarray(end)
    }
    // A copy, as above: the chunk belongs to whoever gave it.
    this.#rest = new Uint8Array(rest)
    return frames
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
