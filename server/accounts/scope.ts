import { isInside, type AreaIndex, type AreaNode } from '../areas/area-index.ts'
import { knownArea } from '../areas/known-area.ts'
import { CodedError } from '../errors.ts'
import type { Viewer } from './viewer.ts'

// The one place that knows what a viewer sees (invariant 6): whoever reads incidents or care asks here for the area.

/**
 * The areas that a viewer sees with all below, none inside another; null: the whole county, and what is not located. A
 * grant on an area that was retired is for nothing: it does not grow to what lies above.
 */
export function rootsOf(viewer: Viewer, index: AreaIndex): AreaNode[] | null {
  if (viewer.grants.some(({ areaId }) => areaId === null)) return null
  const granted = viewer.grants.flatMap(({ areaId }) => index.byId(areaId!) ?? [])
  if (granted.some((area) => area === index.county)) return null
  const distinct = [...new Set(granted)]
  return distinct.filter((area) => !distinct.some((other) => other !== area && isInside(area, other)))
}

/**
 * The area that a request is about: the one of this code, without a code all that the viewer sees. Throws unknown_area,
 * out_of_scope, or invalid_input where the viewer sees several areas and names none.
 */
export function areaInScope(viewer: Viewer, index: AreaIndex, code: string | undefined): AreaNode {
  const roots = rootsOf(viewer, index)
  if (roots === null) return knownArea(index, code)
  if (code === undefined) return onlyRoot(roots)
  const area = knownArea(index, code)
  if (roots.some((root) => isInside(area, root))) return area
  throw new CodedError('out_of_scope', `You do not see the area "${code}"${listed(roots)}.`)
}

/** The area that a list is about; null: everything, also what is not located or where there is no county yet. */
export function listedArea(viewer: Viewer, index: AreaIndex, code: string | undefined): AreaNode | null {
  if (code === undefined && rootsOf(viewer, index) === null) return null
  return areaInScope(viewer, index, code)
}

/** Whether a viewer sees what happened in the area of this id; null: what is not located. */
export function sees(viewer: Viewer, index: AreaIndex, areaId: number | null): boolean {
  const roots = rootsOf(viewer, index)
  if (roots === null) return true
  const area = areaId === null ? null : index.heirOf(areaId)
  return area !== null && roots.some((root) => isInside(area, root))
}

function onlyRoot(roots: readonly AreaNode[]): AreaNode {
  const [root, ...more] = roots
  if (root === undefined) throw new CodedError('out_of_scope', 'No area was granted to you.')
  if (more.length === 0) return root
  throw new CodedError('invalid_input', `"area" must name one of the areas that you see${listed(roots)}.`)
}

function listed(roots: readonly AreaNode[]): string {
  return roots.length === 0 ? '' : `: ${roots.map(({ code }) => code).join(', ')}`
}
