import { niceTop } from '../../charts/nice-top.ts'

type Hour = { hour: number; count: number | null; usual: number | null }
type Spot = readonly [hour: number, sum: number]

/** Two lines of sums over a day, from 0 to 24 hours; null: there is nothing to draw. */
export type DayLines = {
  today: readonly Spot[]
  usual: readonly Spot[] | null
  top: number
  usualNow: number | null
}

/**
 * The day so far against a usual one: how much had come by each moment. `hourNow` is the time of the day in hours (13.5: half past
 * one); the hour that runs ends there, and the usual one is taken to come evenly in it.
 */
export function dayLines(trend: readonly Hour[], hourNow: number): DayLines {
  const today: Spot[] = [[0, 0]]
  const usual: Spot[] = [[0, 0]]
  let [sum, sumUsual] = [0, 0]
  let usualNow: number | null = null
  for (const { hour, count, usual: expected } of trend) {
    if (count !== null) {
      sum += count
      today.push([Math.max(hour, Math.min(hour + 1, hourNow)), sum])
    }
    if (hourNow >= hour && hourNow < hour + 1) usualNow = sumUsual + (expected ?? 0) * (hourNow - hour)
    sumUsual += expected ?? 0
    usual.push([hour + 1, sumUsual])
  }
  const known = trend.some((one) => one.usual !== null)
  return {
    today,
    usual: known ? usual : null,
    top: niceTop(Math.max(1, sum, known ? sumUsual : 0)),
    usualNow: known ? usualNow : null,
  }
}
