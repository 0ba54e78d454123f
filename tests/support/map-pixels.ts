import type { Page } from 'playwright-core'

type Bounds = readonly [west: number, south: number, east: number, north: number]
type Padding = { top: number; right: number; bottom: number; left: number }

const TILE_PIXELS = 512

/** Web Mercator from 0 to 1, y southwards. */
function mercator([lon, lat]: readonly [number, number]): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180)
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)]
}

/** Where places lie on the page while the map shows `bounds` (degrees) inside a padding. */
export async function mapPixels(
  page: Page,
  [west, south, east, north]: Bounds,
  padding: Padding,
): Promise<(lon: number, lat: number) => { x: number; y: number }> {
  const box = await page.locator('canvas').first().boundingBox()
  if (!box) throw new Error('There is no map on the page.')
  const [left, top] = mercator([west, north])
  const [right, bottom] = mercator([east, south])
  const width = box.width - padding.left - padding.right
  const height = box.height - padding.top - padding.bottom
  const world = Math.min(width / (right - left), height / (bottom - top))
  if (world < TILE_PIXELS) throw new Error('The map shows the whole world.')
  return (lon, lat) => {
    const [x, y] = mercator([lon, lat])
    return {
      x: box.x + padding.left + width / 2 + (x - (left + right) / 2) * world,
      y: box.y + padding.top + height / 2 + (y - (top + bottom) / 2) * world,
    }
  }
}
