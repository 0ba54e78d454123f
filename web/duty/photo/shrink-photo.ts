/** The longest side that the server keeps (server/photos/encode-photo.ts). */
const MOST_PIXELS = 2048
const QUALITY = 0.85

/** Throws when a file is no photo that this browser can open. */
export class NoPhoto extends Error {
  override readonly name = 'NoPhoto'
}

/** A photo as JPEG, no side longer than the server keeps, upright: what a weak network need not carry is not even stored. */
export async function shrinkPhoto(file: Blob, mostPixels = MOST_PIXELS): Promise<ArrayBuffer> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => {
    throw new NoPhoto('The file is no image that this browser can open.')
  })
  const scale = Math.min(1, mostPixels / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  if (blob === null) throw new NoPhoto('The photo could not be written as JPEG.')
  return blob.arrayBuffer()
}
