import sharp from 'sharp'
import { CodedError } from '../errors.ts'

const FORMATS = new Set(['jpeg', 'png', 'webp'])
const MOST_PIXELS = 50_000_000
const LONGEST_SIDE = 2048
const SMALL_SIDE = 320
const QUALITY = 80

/** A photo as it is kept: JPEGs, upright, and beside the picture without a word of what the camera wrote. */
export type EncodedPhoto = { body: Buffer; small: Buffer; width: number; height: number }

/** Encodes a photo anew. Throws invalid_input where it is none, is damaged, or has too many pixels. */
export async function encodePhoto(bytes: Buffer): Promise<EncodedPhoto> {
  try {
    const { format, width = 0, height = 0 } = await sharp(bytes).metadata()
    if (!FORMATS.has(format))
      throw new CodedError('invalid_input', `A photo is JPEG, PNG or WebP, not ${format}.`)
    if (width * height > MOST_PIXELS) {
      throw new CodedError(
        'invalid_input',
        `A photo has at most ${MOST_PIXELS / 1e6} million pixels, but it is ${width} × ${height}.`,
      )
    }
    const { data: body, info } = await shrink(bytes, LONGEST_SIDE)
    const { data: small } = await shrink(body, SMALL_SIDE)
    return { body, small, width: info.width, height: info.height }
  } catch (error) {
    if (error instanceof CodedError) throw error
    throw new CodedError(
      'invalid_input',
      'This is no photo that can be read: it must be a whole JPEG, PNG or WebP.',
    )
  }
}

/** Upright by what the camera said of it, no longer than `side`; metadata are left behind, as sharp does by itself. */
function shrink(bytes: Buffer, side: number) {
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: 'error' })
    .rotate()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true })
}
