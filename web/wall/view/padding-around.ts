import type { Padding } from '../../map/map-context.svelte.ts'

/** What lies around a box inside a larger one, whole pixels. */
export function paddingAround(outer: Element, inner: Element): Padding {
  const [whole, free] = [outer.getBoundingClientRect(), inner.getBoundingClientRect()]
  const round = (value: number) => Math.max(0, Math.round(value))
  return {
    top: round(free.top - whole.top),
    right: round(whole.right - free.right),
    bottom: round(whole.bottom - free.bottom),
    left: round(free.left - whole.left),
  }
}
