import { CodedError } from '../errors.ts'
import type { AreaIndex, AreaNode } from './area-index.ts'

/** The area with this code; without a code the county. Throws unknown_area. */
export function knownArea(index: AreaIndex, code: string | undefined): AreaNode {
  const node = code === undefined ? index.county : index.byCode(code)
  if (node) return node
  throw new CodedError(
    'unknown_area',
    code === undefined ? 'There is no county yet: import areas first.' : `No area has the code "${code}".`,
  )
}
