import { isTyping } from '../ui/is-typing.ts'
import type { ExploreState } from './explore-state.svelte.ts'
import { LAYERS } from './explore-url.ts'

export type ScreenActions = {
  search: () => void
  help: () => void
  play: () => void
  live: () => void
  fit: () => void
  panel: () => void
}

/** What a key does on this screen; returns whether it did something. Fields and open dialogs keep their keys. */
export function pressKey(event: KeyboardEvent, explore: ExploreState, actions: ScreenActions): boolean {
  const isSearch = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)
  if (isSearch) {
    actions.search()
    return true
  }
  if (isTyping(event)) return false
  const isButton = (event.target as HTMLElement).closest('button, [role=slider], a, input') !== null
  const layer = LAYERS[Number(event.key) - 1]
  if (layer) {
    explore.toggleLayer(layer)
    return true
  }
  const run: Record<string, (() => void) | undefined> = {
    '/': actions.search,
    '?': actions.help,
    Escape: () => (explore.view.incident === null ? explore.goUp() : explore.go({ incident: null })),
    ' ': isButton ? undefined : actions.play,
    l: actions.live,
    f: actions.fit,
    p: actions.panel,
  }
  const action = run[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  action?.()
  return action !== undefined
}
