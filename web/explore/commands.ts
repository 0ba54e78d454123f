import type { Messages } from '../messages/zh.ts'
import type { Locale } from '../state/locale.svelte.ts'
import type { Theme } from '../state/theme.svelte.ts'
import { copyLink } from './copy-link.ts'
import type { ExploreState } from './explore-state.svelte.ts'
import { LAYERS } from './explore-url.ts'
import { FIGURES } from './figures.ts'

/** Something that the search dialog can do. */
export type Action = { label: string; run: () => void }

export function actionsOf(explore: ExploreState, locale: Locale, theme: Theme, messages: Messages): Action[] {
  const text = messages.search
  return [
    { label: text.goUp, run: () => explore.goUp() },
    { label: text.goCounty, run: () => explore.homes[0] && explore.goTo(explore.homes[0].code) },
    { label: text.live, run: () => explore.go({ window: { live: true, days: 30 } }) },
    ...FIGURES.map((figure) => ({
      label: text.colour(messages.figures[figure]),
      run: () => explore.go({ figure }, 'same'),
    })),
    ...LAYERS.map((layer) => ({
      label: text.toggle(messages.layers[layer]),
      run: () => explore.toggleLayer(layer),
    })),
    { label: text.language, run: () => locale.toggle() },
    { label: text.theme, run: () => theme.toggle() },
    { label: text.copyLink, run: () => void copyLink(messages.incidents.copied) },
  ]
}
