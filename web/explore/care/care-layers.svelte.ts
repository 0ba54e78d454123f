import type { Layer } from '@deck.gl/core'
import { gapsLayer } from '../../map/layers/gaps.ts'
import { dutyLayer, opacityOfAge } from '../../map/layers/duty.ts'
import { passagesLayer } from '../../map/layers/passages.ts'
import { reachLayer } from '../../map/layers/reach.ts'
import { toRgb, type Palette } from '../../ui/palette.ts'
import { choropleth, classOf } from '../choropleth.ts'
import type { ExploreState } from '../explore-state.svelte.ts'
import type { CareData } from './care-data.svelte.ts'
import { reachClasses, REACH_BREAKS } from './reach-classes.ts'
import { replayCells } from './replay-cells.ts'

type Context = { care: CareData; explore: ExploreState; palette: Palette; now: number }

/** The layers of visits and of people on duty, and what their legends say. */
export class CareLayers {
  readonly #context: () => Context

  constructor(context: () => Context) {
    this.#context = context
  }

  readonly #shown = $derived.by(() => {
    const { explore } = this.#context()
    return explore.release === null ? explore.view.layers : []
  })

  /** The gaps of the area looked at; null while none are known. */
  readonly gaps = $derived.by(() => {
    const { care, explore } = this.#context()
    const { value } = care.gaps
    return this.#shown.includes('gaps') && value?.area === explore.area?.code ? value : null
  })

  readonly gapClasses = $derived.by(() => {
    const { palette } = this.#context()
    const entries = (this.gaps?.items ?? []).map(({ weight }, id) => {
      return { id, value: { value: weight, few: false, parts: null } }
    })
    return choropleth(entries, 'ratio', 'sequential', {
      sequential: palette.heat,
      diverging: palette.diverging,
    })
  })

  /** Who is on duty, without those whose place is too old to show. */
  readonly duty = $derived.by(() => {
    const { care, now } = this.#context()
    if (!this.#shown.includes('duty') || !care.duty.value) return null
    const at = Math.max(now, Date.parse(care.duty.value.at))
    const items = care.duty.value.items.flatMap((item) => {
      const opacity = opacityOfAge(at - Date.parse(item.at))
      return opacity === 0 ? [] : [{ ...item, opacity }]
    })
    return { items, hidden: care.duty.value.withoutPosition }
  })

  readonly reach = $derived.by(() => {
    const { care, explore } = this.#context()
    const { value } = care.reach
    return this.#shown.includes('reach') && value?.area === explore.area?.code ? value : null
  })

  readonly reachClasses = $derived.by(() =>
    reachClasses(this.reach?.items ?? [], this.#context().palette.sequential),
  )

  /** Whether a day is played, though nothing of it may be known yet. */
  readonly replays = $derived.by(() => {
    const { explore } = this.#context()
    return explore.view.replay !== null && explore.release === null
  })

  /** The cells of the day that is played. */
  readonly replay = $derived.by(() => {
    const { care, explore } = this.#context()
    const { replay, cumulative } = explore.view
    const { value } = care.replay
    if (replay === null || !this.replays) return null
    if (value?.day !== replay.day || value.area !== explore.area?.code) return null
    return replayCells(value.slots, replay.slot, cumulative)
  })

  /** Below points and heat. */
  readonly cells = $derived.by((): Layer[] => {
    const { palette } = this.#context()
    const layers: Layer[] = []
    if (this.replay) layers.push(passagesLayer(this.replay, toRgb(palette.closed)))
    if (this.gaps) {
      const { classes } = this.gapClasses
      const colours = classes.map(({ colour }) => toRgb(colour))
      const breaks = classes.slice(1).map(({ from }) => from)
      const colourOf = (weight: number) => colours[classOf(weight, breaks)] ?? toRgb(palette.heat[0]!)
      layers.push(gapsLayer(this.gaps.items, colourOf, [...breaks, ...palette.heat].join()))
    }
    return layers
  })

  /** Above points. */
  readonly people = $derived.by((): Layer[] => {
    const { palette } = this.#context()
    const layers: Layer[] = []
    if (this.reach) {
      const colours = this.reachClasses.classes.map(({ colour }) => toRgb(colour))
      const colourOf = (minutes: number) => colours[classOf(minutes, REACH_BREAKS)]!
      layers.push(reachLayer(this.reach.items, colourOf, palette.scale, palette.sequential.join()))
    }
    if (this.duty)
      layers.push(dutyLayer(this.duty.items, toRgb(palette.ink), toRgb(palette.land), palette.scale))
    return layers
  })
}
