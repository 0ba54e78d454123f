import type { Calendar } from '../../domain/calendar.ts'
import { EMERGENCY } from '../../domain/incident-state.ts'
import type { CategoryRule } from '../../domain/lifecycle/evidence.ts'
import type { Rating } from '../../domain/lifecycle/incident-case.ts'
import type { DemoIncident } from '../incidents/demo-incidents.ts'
import type { Random } from '../random.ts'
import { DETOURS, inventLife, SHORTEST_DETOUR_MS, type DemoLife, type DemoUnit } from './demo-life.ts'

const HOUR = 3_600_000

/** Shares of those that some unit settled, where nothing else is said of them, by DETOURS. */
const DETOUR_SHARES = [0.042, 0.014, 0.026, 0.008]
const RATED_SHARE = 0.42

/** Units by what they are sent to: the offices of the county by main category, the centres of townships by the township's code. */
export type DemoUnits = {
  offices: ReadonlyMap<string, DemoUnit>
  centres: ReadonlyMap<string, DemoUnit>
}

/** What is added to an invented incident: who had it, how that went and how it was judged. `life`: its events, where it has some. */
export type DemoWork = { unitId: number | null; rating: Rating | null; life: DemoLife | null }

const WITH_UNIT = new Set<string>(['dispatched', 'handling', 'verifying', 'closed'])

/**
 * Invents who had an incident: what an operator settled within the hour, and every third of the others, the centre of the township;
 * else the office of its category. One in ten of those that took a while went a way round: it failed verification, was sent back,
 * or was given more time. Who lives there judged two of five.
 */
export function inventWork(
  incident: DemoIncident,
  place: number,
  {
    units,
    ruleOf,
    calendar,
  }: { units: DemoUnits; ruleOf: (code: string) => CategoryRule; calendar: Calendar },
  random: Random,
): DemoWork {
  const { state, categoryCode, closedAt, reportedAt, dueAt } = incident
  const chances = { detour: random.next(), rated: random.next(), judged: random.next() }
  if (!WITH_UNIT.has(state)) return { unitId: null, rating: null, life: null }
  const township = incident.gridCode?.slice(0, TOWNSHIP_DIGITS) ?? ''
  const office = units.offices.get(categoryCode.slice(0, 2)) ?? null
  const centre = units.centres.get(township) ?? null
  const tookMs = closedAt === null ? Number.POSITIVE_INFINITY : closedAt.getTime() - reportedAt.getTime()
  const isOnTheSpot = incident.source === 'operator' && tookMs < 1.5 * HOUR
  const unit = (isOnTheSpot || place % 3 === 0 ? centre : null) ?? office
  if (closedAt === null || unit === null) return { unitId: unit?.id ?? null, rating: null, life: null }
  const care = careOf(township)
  const detour = tookMs < SHORTEST_DETOUR_MS ? undefined : drawDetour(chances.detour / care)
  const otherUnit = unit === office ? centre : office
  const isPossible =
    detour !== undefined &&
    otherUnit !== null &&
    dueAt !== null &&
    !(detour === 'extension' && incident.priority === EMERGENCY)
  const life = isPossible
    ? inventLife(
        {
          detour,
          reportedAt: reportedAt.getTime(),
          occurredAt: incident.occurredAt.getTime(),
          dueAt: dueAt.getTime(),
          closedAt: closedAt.getTime(),
          priority: incident.priority,
          unit,
          otherUnit,
          reporter: reporterOf(incident, township),
          rule: ruleOf(categoryCode),
          calendar,
        },
        random,
      )
    : null
  const isLate = dueAt !== null && closedAt > dueAt
  const rating =
    chances.rated < RATED_SHARE
      ? judge(chances.judged, (isLate ? 0.66 : 0.93) - (life ? 0.12 : 0) - (care - 1) * 0.05)
      : null
  return { unitId: unit.id, rating, life }
}

const TOWNSHIP_DIGITS = 9

function reporterOf({ source }: DemoIncident, township: string) {
  return source === 'operator' && township !== ''
    ? { name: `operator-${township}`, role: 'operator' as const }
    : { name: 'dispatcher', role: 'dispatcher' as const }
}

/** Townships are not alike: from 0.75 to 1.4 times as many ways round. */
function careOf(township: string): number {
  const last = Number(township.slice(-3)) || 0
  return 0.75 + ((last * 7) % 11) * 0.065
}

function drawDetour(chance: number): (typeof DETOURS)[number] | undefined {
  let below = 0
  return DETOURS.find((_, i) => chance < (below += DETOUR_SHARES[i]!))
}

function judge(chance: number, satisfied: number): Rating {
  if (chance < satisfied) return 'satisfied'
  return chance < satisfied + (1 - satisfied) * 0.6 ? 'neutral' : 'unsatisfied'
}
