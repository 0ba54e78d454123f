import type { Area, Operator } from '../../server/contract.ts'
import type { AreaTree } from '../state/area-tree.ts'
import type { Locale } from '../state/locale.svelte.ts'

type Option = { code: string; name: string }

/** The areas that the viewer sees: all, or those of these codes. */
function roots(tree: AreaTree, own: readonly string[] | null): Area[] {
  return own === null ? [tree.root!] : own.flatMap((code) => tree.byCode(code) ?? [])
}

/** Areas where an operator can be at home: those of the viewer, townships and villages. */
export function areaOptions(tree: AreaTree, own: readonly string[] | null, locale: Locale): Option[] {
  const inside = (area: Area): Area[] => [area, ...tree.children(area).flatMap(inside)]
  return roots(tree, own)
    .flatMap(inside)
    .filter(({ level }) => level !== 'grid')
    .map((area) => ({ code: area.code, name: locale.nameOf(area) }))
}

/** The grids of the viewer, with the village that each is in. */
export function gridOptions(tree: AreaTree, own: readonly string[] | null, locale: Locale): Option[] {
  return roots(tree, own)
    .flatMap((area) => (area.level === 'grid' ? [area] : tree.within(area, 'grid')))
    .map((grid) => ({ code: grid.code, name: gridName(grid, tree, locale) }))
}

/** Operators whom the viewer may assign. */
export function operatorOptions(operators: readonly Operator[]): Option[] {
  return operators.filter(({ mayManage }) => mayManage).map(({ code, name }) => ({ code, name }))
}

/** A grid as it is called among many: its village first, unless its name says that. */
export function gridName(grid: Area, tree: AreaTree, locale: Locale): string {
  const [name, parent] = [locale.nameOf(grid), tree.parent(grid)]
  if (parent === null) return name
  const above = locale.nameOf(parent)
  return name.includes(above) ? name : `${above} ${name}`
}

/** The townships that can be chosen from: those that the viewer sees more than one of. */
export function townshipOptions(tree: AreaTree, own: readonly string[] | null, locale: Locale): Option[] {
  const seen = own === null ? tree.within(tree.root!, 'township') : roots(tree, own)
  return seen.map((area) => ({ code: area.code, name: locale.nameOf(area) }))
}
