import type { Area, Tour } from '../../server/contract.ts'
import type { AreaTree } from '../state/area-tree.ts'
import type { Locale } from '../state/locale.svelte.ts'

export type Option = { code: string; name: string }

/** An area and all that lies in it, the village before a grid's own name. */
export function areaOptions(tree: AreaTree, root: Area, locale: Locale): Option[] {
  const inside = (area: Area): Area[] => [area, ...tree.children(area).flatMap(inside)]
  return inside(root).map((area) => ({ code: area.code, name: fullName(tree, area, locale) }))
}

function fullName(tree: AreaTree, area: Area, locale: Locale): string {
  const name = locale.nameOf(area)
  const parent = area.level === 'grid' ? tree.parent(area) : null
  const above = parent === null ? '' : locale.nameOf(parent)
  return name.includes(above) ? name : `${above} ${name}`
}

/** How an area is called; its code where it is no more. */
export function nameOfArea(tree: AreaTree, code: string, locale: Locale): string {
  const area = tree.byCode(code)
  return area === null ? code : locale.nameOf(area)
}

/** How many of some scenes an area does not have in it: a display of that area passes over them. */
export function countOutside(
  tree: AreaTree,
  root: string,
  scenes: readonly Pick<Tour['scenes'][number], 'area'>[],
): number {
  return scenes.filter(({ area }) => {
    const node = tree.byCode(area)
    return node === null || !tree.path(node).some(({ code }) => code === root)
  }).length
}
