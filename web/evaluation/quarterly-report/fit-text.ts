import type { Attachment } from 'svelte/attachments'

const STEP = 0.02

/**
 * Makes what stands in a box of a given height smaller, step by step, until all of it is within: `--fit` is the factor, from 1
 * down to `least`. A county with many townships has longer tables, and paper and projection have one page.
 */
export function fitText(least: number): Attachment<HTMLElement> {
  return (element) => {
    const fit = (): void => {
      for (let factor = 1; factor >= least; factor -= STEP) {
        element.style.setProperty('--fit', factor.toFixed(2))
        if (element.scrollHeight <= element.clientHeight + 1) return
      }
    }
    const changed = new MutationObserver(fit)
    changed.observe(element, { childList: true, characterData: true, subtree: true })
    const resized = new ResizeObserver(fit)
    resized.observe(element)
    fit()
    return () => {
      changed.disconnect()
      resized.disconnect()
    }
  }
}
