import { townshipOptions } from '../../operators/options.ts'
import type { AreaTree } from '../../state/area-tree.ts'
import type { Locale } from '../../state/locale.svelte.ts'

/** Whom a session can be for: the county, for those who see all of it (`own` is null), and the townships that the viewer sees. */
export function trainingAreas(
  tree: AreaTree,
  own: readonly string[] | null,
  locale: Locale,
): { code: string; name: string }[] {
  const county = own === null && tree.root ? [{ code: tree.root.code, name: locale.nameOf(tree.root) }] : []
  return [...county, ...townshipOptions(tree, own, locale)]
}
