import type { DraftGround } from '../../../server/contract.ts'
import { smallCountyAreas } from '../../support/small-county.ts'

/** The ground of a draft that may change some of the square grids. */
export function squareGround(live: string[]): DraftGround {
  return {
    release: 1,
    live,
    outer: false,
    areas: smallCountyAreas().map(({ code, level, parentCode, name, households, population, shape }) => ({
      code,
      level,
      parent: parentCode,
      name,
      nameEn: null,
      kind: 'general',
      households,
      population,
      operators: [],
      answered: false,
      shape: level === 'grid' ? shape : [],
    })),
    incidents: { x: [], y: [], open: [], year: [] },
    addresses: { x: [], y: [], households: [] },
    freeCodes: { A1: ['A1c', 'A1d'] },
  }
}
