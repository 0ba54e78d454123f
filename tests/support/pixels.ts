import type { Page } from 'playwright-core'

/** A picture: 4 bytes a pixel, red green blue opacity, row by row from the top left. */
export type Pixels = { width: number; height: number; data: Uint8Array }

/** What the page shows now, in a rectangle of CSS pixels or whole. */
export async function pixelsOf(
  page: Page,
  clip?: { x: number; y: number; width: number; height: number },
): Promise<Pixels> {
  const png = await page.screenshot({ type: 'png', scale: 'css', ...(clip ? { clip } : {}) })
  // Decoded by the browser itself, in an empty page beside it, out of reach of the page's own rules.
  const decoder = await page.context().newPage()
  try {
    const { width, height, base64 } = await decoder.evaluate(async (source) => {
      const bytes = Uint8Array.from(atob(source), (letter) => letter.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(image.width, image.height)
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('No canvas to decode the picture with.')
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, image.width, image.height)
      let text = ''
      for (let i = 0; i < data.length; i += 0x8000)
        text += String.fromCharCode(...data.subarray(i, i + 0x8000))
      return { width: image.width, height: image.height, base64: btoa(text) }
    }, png.toString('base64'))
    return { width, height, data: new Uint8Array(Buffer.from(base64, 'base64')) }
  } finally {
    await decoder.close()
  }
}

/** How many pixels are within `tolerance` (0 to 255 in each channel) of a colour written #rrggbb. */
export function countColour(pixels: Pixels, colour: string, tolerance = 8): number {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  let count = 0
  for (let i = 0; i < pixels.data.length; i += 4) {
    if (wanted.every((value, channel) => Math.abs((pixels.data[i + channel] ?? 0) - value) <= tolerance))
      count += 1
  }
  return count
}

/** How many different colours there are, in steps of 8 in each channel: one for a blank canvas. */
export function countDistinctColours(pixels: Pixels): number {
  const seen = new Set<number>()
  for (let i = 0; i < pixels.data.length; i += 4) {
    const [red = 0, green = 0, blue = 0] = pixels.data.subarray(i, i + 3)
    seen.add(((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3))
  }
  return seen.size
}

/** The share (0 to 1) of pixels that differ by more than `tolerance` in any channel; both pictures of one size. */
export function shareOfChange(before: Pixels, after: Pixels, tolerance = 12): number {
  if (before.width !== after.width || before.height !== after.height) {
    throw new Error(
      `Pictures of ${before.width} × ${before.height} and ${after.width} × ${after.height} are not alike.`,
    )
  }
  let changed = 0
  for (let i = 0; i < before.data.length; i += 4) {
    const differs = [0, 1, 2].some(
      (channel) => Math.abs((before.data[i + channel] ?? 0) - (after.data[i + channel] ?? 0)) > tolerance,
    )
    if (differs) changed += 1
  }
  return changed / (before.width * before.height)
}
