import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createRandom } from '../../server/demo/random.ts'
import { COUNTY_BOUNDS } from './coverages.ts'

export const CSV_FROM = Date.UTC(2024, 0, 1)
export const CSV_DAYS = 731

/** How far beyond the county points fall, in degrees: about 3 % of them are not located. */
const MARGIN = 0.005

/** Writes incidents of two years at random places in and around the county, as a source would export them. */
export async function writeCsv(file: string, count: number): Promise<void> {
  const random = createRandom(11)
  const [west, south, east, north] = COUNTY_BOUNDS.map((units) => units / 1e7) as [
    number,
    number,
    number,
    number,
  ]
  const out = createWriteStream(file)
  out.write('id,time,lon,lat,category,title\n')
  for (let i = 0; i < count; i += 1) {
    const time = new Date(CSV_FROM + random.integer(0, CSV_DAYS * 86_400 - 1) * 1000).toISOString()
    const lon = random.between(west - MARGIN, east + MARGIN).toFixed(7)
    const lat = random.between(south - MARGIN, north + MARGIN).toFixed(7)
    if (!out.write(`${i},${time},${lon},${lat},0${random.integer(1, 9)},incident ${i}\n`))
      await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
