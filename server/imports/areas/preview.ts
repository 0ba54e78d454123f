import { shapeBounds } from '../../domain/coverage/ring.ts'
import { UNITS_PER_DEGREE } from '../../domain/coverage/shape.ts'
import { ImportFault } from '../import-fault.ts'
import type { FileArea } from './read-areas.ts'

/** No county is wider; and up to here the arithmetic of boundaries is exact. */
const MOST_DEGREES = 4.5

/** Says where the areas of a file lie, so that a wrong --crs is noticed. Throws an ImportFault when that is no county. */
export function preview(areas: readonly FileArea[], say: (message: string) => void): void {
  const bounds = shapeBounds(areas.flatMap(({ shape }) => shape))
  const [west, south, east, north] = bounds.map((units) => units / UNITS_PER_DEGREE) as typeof bounds
  const where = `longitude ${west.toFixed(4)} to ${east.toFixed(4)}, latitude ${south.toFixed(4)} to ${north.toFixed(4)}`
  if (east - west > MOST_DEGREES || north - south > MOST_DEGREES) {
    throw new ImportFault(
      `The areas must lie within ${MOST_DEGREES} degrees of each other, but they are at ${where}. Is --crs right?`,
    )
  }
  say(`The areas lie at ${where}.`)
}
