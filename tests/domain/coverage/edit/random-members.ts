import fc from 'fast-check'
import type { Member } from '../../../../server/domain/coverage/edit/coverage.ts'
import { randomCoverage } from '../random-coverage.ts'

/**
 * Coverages of four levels with holes, enclaves, detached parts and places where three borders meet. In some of them
 * the ground of one area is left to nobody.
 */
export const randomMembers: fc.Arbitrary<Member[]> = fc
  .tuple(randomCoverage, fc.boolean())
  .map(([{ shapes }, leavesHoles]) => {
    const owned = leavesHoles && shapes.length > 2 ? shapes.slice(1) : shapes
    const above: Member[] = [
      { code: 'C', level: 'county', parent: null, shape: [] },
      { code: 'T0', level: 'township', parent: 'C', shape: [] },
      { code: 'V0', level: 'village', parent: 'T0', shape: [] },
    ]
    if (owned.length > 1) above.push({ code: 'V1', level: 'village', parent: 'T0', shape: [] })
    if (owned.length > 2)
      above.push(
        { code: 'T1', level: 'township', parent: 'C', shape: [] },
        { code: 'V2', level: 'village', parent: 'T1', shape: [] },
      )
    const villages = Math.min(3, owned.length)
    const grids = owned.map((shape, i): Member => ({
      code: `G${i}`,
      level: 'grid',
      parent: `V${i % villages}`,
      shape,
    }))
    return [...above, ...grids]
  })
