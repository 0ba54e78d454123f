import { COUNTED_NAMES, type Counts } from '../../domain/evaluation/counts.ts'
import type { Corrections } from '../closing-contract.ts'
import { textToCounts } from './counts-text.ts'
import type { FrozenIncident } from './proof.ts'

/** More incidents than these are counted and not listed. */
const MOST_LISTED = 500

const NOTHING: Counts = { numerator: 0, denominator: 0 }

/** Incidents of a moment, and which areas of it lie in the area that is asked about. */
type Counted = { incidents: readonly FrozenIncident[]; isInside: (area: string | null) => boolean }

/**
 * The incidents that add something else to an area than what is frozen: also one that counts the same and lies elsewhere by now, which has
 * left one area and come to another. Where it lies is told as far as it is inside.
 */
export function differingIncidents(then: Counted, now: Counted): Corrections['incidents'] {
  const [before, after] = [byId(then), byId(now)]
  const items: Corrections['incidents']['items'] = []
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(id), after.get(id)]
    if (was?.counts === is?.counts) continue
    const [old, own] = [was ? textToCounts(was.counts) : {}, is ? textToCounts(is.counts) : {}]
    const changes = COUNTED_NAMES.flatMap((indicator) => {
      const [frozen, here] = [old[indicator] ?? NOTHING, own[indicator] ?? NOTHING]
      const isSame = frozen.numerator === here.numerator && frozen.denominator === here.denominator
      return isSame ? [] : [{ indicator, frozen, now: here }]
    })
    const { number, area } = (is ?? was)!
    items.push({ id, number, area, changes })
  }
  const ordered = items.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0))
  return { total: ordered.length, items: ordered.slice(0, MOST_LISTED) }
}

const byId = ({ incidents, isInside }: Counted): Map<number, FrozenIncident> =>
  new Map(incidents.filter(({ area }) => isInside(area)).map((incident) => [incident.id, incident]))
