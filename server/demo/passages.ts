import { createRandom } from './random.ts'
import type { DemoVisit } from './visits.ts'

const SLOTS_A_DAY = 96
const SLOTS_AN_HOUR = 4
/** Rounds begin between eight and ten, and after the noon break between two and three. */
const MORNING = { from: 8 * SLOTS_AN_HOUR, to: 10 * SLOTS_AN_HOUR }
const AFTERNOON = { from: 14 * SLOTS_AN_HOUR, to: 15 * SLOTS_AN_HOUR }
/** Nobody walks on after six. */
const EVENING = 18 * SLOTS_AN_HOUR
const NOON = 12 * SLOTS_AN_HOUR

/** Somebody was in a cell in a quarter of an hour (0 to 95) of a day; and in which hours of it somebody was in a grid. */
export type DemoPassages = {
  passages: { day: string; slot: number; cell: string }[]
  presence: { gridCode: string; day: string; hours: number }[]
}

/**
 * When the visits of a month were made: the cells of a grid and a day one after the other, a few in each quarter of an
 * hour, in the morning or after noon, some again later. Of `today` nothing is after `slotNow`.
 */
export function demoPassages(
  visits: readonly DemoVisit[],
  { today, slotNow, seed }: { today: string; slotNow: number; seed: number },
): DemoPassages {
  const random = createRandom(seed + 4)
  const rounds = new Map<string, DemoVisit[]>()
  for (const visit of visits) {
    const key = `${visit.gridCode} ${visit.day}`
    const round = rounds.get(key)
    if (round) round.push(visit)
    else rounds.set(key, [visit])
  }
  const found = new Map<string, DemoPassages['passages'][number]>()
  const presence: DemoPassages['presence'] = []
  for (const round of rounds.values()) {
    const { gridCode, day } = round[0]!
    const last = Math.min(EVENING, day === today ? slotNow : SLOTS_A_DAY) - 1
    const pace = random.integer(2, 5)
    const isMorning = random.next() < 0.65
    const start = isMorning ? MORNING : AFTERNOON
    const began = random.integer(start.from, start.to)
    let hours = 0
    const pass = (cell: string, at: number): void => {
      const slot = Math.max(0, Math.min(at, last))
      hours |= 1 << Math.floor(slot / SLOTS_AN_HOUR)
      found.set(`${day} ${slot} ${cell}`, { day, slot, cell })
    }
    round.forEach(({ cell, count }, i) => {
      const at = began + Math.floor(i / pace)
      pass(cell, isMorning ? Math.min(at, NOON) : at)
      // Who comes twice in a day comes again after noon.
      if (count > 1) pass(cell, AFTERNOON.to + Math.floor(i / pace))
    })
    presence.push({ gridCode, day, hours })
  }
  return { passages: [...found.values()], presence }
}
