import type { DemoPlace } from '../../server/demo/incidents/demo-place.ts'
import { rectangle } from '../support/small-county.ts'

// A county of 6 townships side by side, each of 20 villages of 5 grids; the first township is the town.
export const TOWNSHIPS = 6
export const VILLAGES = 20
export const GRIDS = 5

export function latticeCounty(): DemoPlace[] {
  const places: DemoPlace[] = []
  const add = (
    code: string,
    level: DemoPlace['level'],
    parentCode: string | null,
    at: number[],
    households: number,
  ) => {
    const [column = 0, row = 0, columns = 1, rows = 1] = at
    const urban = code.startsWith('130524100')
    places.push({
      code,
      level,
      parentCode,
      name: `${code}村村民委员会`,
      households,
      urban,
      shape: rectangle(column, row, columns, rows),
    })
  }
  add('130524', 'county', null, [0, 0, TOWNSHIPS * GRIDS, VILLAGES], 0)
  for (let t = 0; t < TOWNSHIPS; t += 1) {
    const township = `13052410${t}`
    add(township, 'township', '130524', [t * GRIDS, 0, GRIDS, VILLAGES], 0)
    for (let v = 0; v < VILLAGES; v += 1) {
      const village = `${township}${String(v + 1).padStart(3, '0')}`
      add(village, 'village', township, [t * GRIDS, v, GRIDS, 1], 500)
      for (let g = 0; g < GRIDS; g += 1) {
        add(`${village}${String(g + 1).padStart(3, '0')}`, 'grid', village, [t * GRIDS + g, v, 1, 1], 100)
      }
    }
  }
  return places
}
