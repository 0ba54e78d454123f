import type { AreaInput } from '../../../areas/publish.ts'
import type { CurrentArea } from '../../../areas/queries.ts'
import { UNITS_PER_DEGREE } from '../../../domain/coverage/shape.ts'
import { faults } from '../../../domain/coverage/validate.ts'
import { ImportFault } from '../../import-fault.ts'

/**
 * The last word before anything is written, and independent of what made the boundaries: every edge of the finest areas
 * cancels that of a neighbour or of the county's outline. Throws an ImportFault with the first place where one does not.
 */
export function checkExact(
  finest: readonly AreaInput[],
  above: readonly AreaInput[],
  current: readonly CurrentArea[],
): void {
  const county = [...above, ...current].find(({ level }) => level === 'county')
  const [fault] = county ? faults(finest, county.shape) : []
  if (!fault) return
  const where = fault.point.map((units) => (units / UNITS_PER_DEGREE).toFixed(7)).join(', ')
  throw new ImportFault(
    `The areas must tile exactly, but near ${where} (${fault.codes.join(', ')}) there is still: ${fault.kind}. Nothing was changed.`,
  )
}
