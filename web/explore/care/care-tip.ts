import type { PickingInfo } from '@deck.gl/core'
import type { PersonOnDuty } from '../../map/layers/duty.ts'
import type { GapCell } from '../../map/layers/gaps.ts'
import type { Reached } from '../../map/layers/reach.ts'
import type { Locale } from '../../state/locale.svelte.ts'
import { householdsText } from './households-text.ts'

/** What lies under the pointer of the layers of visits, in lines; null when it is none of them. */
export function careTip(picked: PickingInfo | null, locale: Locale): string[] | null {
  const { messages, formats } = locale
  const text = messages.coverage
  const { number, short, clock } = formats
  switch (picked?.layer?.id) {
    case 'gaps': {
      const gap = picked.object as GapCell
      return [
        text.tip.weight(short(gap.weight)),
        text.tip.gap(householdsText(gap.households, locale), number(gap.incidents)),
        gap.daysSince === null ? text.gapNever : text.gapSince(number(gap.daysSince)),
      ]
    }
    case 'duty': {
      const { operator, at, accuracy } = picked.object as PersonOnDuty
      const within = accuracy === null ? [] : [text.tip.accuracy(number(Math.round(accuracy)))]
      return [operator.name, text.tip.duty(clock(Date.parse(at))), ...within]
    }
    case 'reach': {
      const { number: name, nearest } = picked.object as Reached
      const minutes = number(Math.round(nearest.minutes))
      return [name, text.tip.reach(minutes, short(nearest.metres / 1000)), text.tip.nearest(nearest.name)]
    }
    default:
      return null
  }
}
