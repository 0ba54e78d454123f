import { Coverage, type Member } from '../../../server/domain/coverage/edit/coverage.ts'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { rectangle, smallCountyAreas } from '../../support/small-county.ts'

/** The county of `tests/support/small-county.ts` as a coverage: eight square grids in four villages. */
export function squares(): Coverage {
  return Coverage.of(
    smallCountyAreas().map(({ code, level, parentCode, shape }): Member => ({
      code,
      level,
      parent: parentCode,
      shape: level === 'grid' ? shape : [],
    })),
  )
}

/** A place in grid sides from the county's south-west corner. */
export function place(column: number, row: number): Place {
  const [x, y] = rectangle(0, 0, 1, 1)[0]![0]!
  return [x! + Math.round(column * 100_000), y! + Math.round(row * 100_000)]
}
