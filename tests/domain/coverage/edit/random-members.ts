import fc from 'fast-check'
import type { Member } from '../../../../server/domain/coverage/edit/coverage.ts'
import { randomCoverage } from '../random-coverage.ts'

/**
 * Coverages of four levels with holes, enclaves, detached parts and places where three borders meet. In some of them
 * the ground of one area is left to nobody.
 */
export const randomMembers: fc.Arbitrary<Member[]> = fc
  .tuple(randomCoverage, fc.boolean(), fc.boolean())
  .map(([{ shapes }, leavesHoles, hasVillageWithoutGrids]) => {
    const owned = leavesHoles && shapes.length > 2 ? shapes.slice(1) : shapes
    const grids = owned.length - (hasVillageWithoutGrids && owned.length > 1 ? 1 : 0)
    const villages = Math.min(3, grids)
    const leaves = owned.map((shape, i): Member => {
      if (i >= grids) return { code: 'V3', level: 'village', parent: 'T0', shape }
      return { code: `G${i}`, level: 'grid', parent: `V${i % villages}`, shape }
    })
    return [...ABOVE.slice(0, ABOVE_WITH_VILLAGES[villages]), ...leaves]
  })

const ABOVE: Member[] = [
  { code: 'C', level: 'county', parent: null, shape: [] },
  { code: 'T0', level: 'township', parent: 'C', shape: [] },
  { code: 'V0', level: 'village', parent: 'T0', shape: [] },
  { code: 'V1', level: 'village', parent: 'T0', shape: [] },
  { code: 'T1', level: 'township', parent: 'C', shape: [] },
  { code: 'V2', level: 'village', parent: 'T1', shape: [] },
]

/** How many of them there are when so many villages have grids. */
const ABOVE_WITH_VILLAGES = [0, 3, 4, 6]
