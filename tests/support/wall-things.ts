import type { TSchema } from 'typebox'
import { Check, Errors } from 'typebox/value'
import type { LiveStep, WallPicture, WallPlan } from '../../server/contract.ts'
import { LiveStep as LiveStepSchema } from '../../server/live/contract.ts'
import { WallPicture as PictureSchema, WallPlan as PlanSchema } from '../../server/wall/contract.ts'

type Emergency = WallPicture['emergencies'][number]
type Point = WallPicture['points']['items'][number]

/** A moment that the things below begin at. */
export const WALL_NOW = Date.parse('2026-03-31T04:00:00.000Z')

/** What a wall shows of the small county (support/small-county.ts), held to the schema, so that it is what a server may send. */
export function wallPicture(given: Partial<WallPicture> = {}): WallPicture {
  const share = { numerator: 9, denominator: 10 }
  const picture: WallPicture = {
    at: new Date(WALL_NOW).toISOString(),
    area: 'C',
    level: 'township',
    release: 1,
    seq: 100,
    figures: {
      reportedToday: 12,
      reportedUsually: 10.5,
      open: 34,
      endedToday: 5,
      overdue: 3,
      overdueToday: 1,
      supervised: 2,
      onTime: { quarter: '2026Q1', ...share, before: share },
      grids: 8,
      staffedGrids: 7,
      staffedBefore: 6,
      operators: 7,
      onDuty: 2,
    },
    trend: Array.from({ length: 24 }, (_, hour) => ({ hour, count: hour <= 12 ? hour : null, usual: 4 })),
    categories: [{ category: '03', count: 7, usual: 6.5 }],
    watch: { overdue: 3, supervised: 2, items: [] },
    emergencies: [],
    feed: [],
    parts: ['A', 'B'].map((code) => ({
      code,
      reportedToday: 6,
      open: 17,
      overdue: 1,
      onTime: share,
      grids: 4,
      staffedGrids: 3,
      unseenGrids: 1,
      onDuty: 1,
    })),
    notLocated: { reportedToday: 0, open: 0, overdue: 0 },
    gaps: { vacantGrids: 1, unseenGrids: 2, visitedShare: 0.8, items: [] },
    points: { total: 0, items: [] },
    onDuty: [{ name: '王网格', grids: ['A1a'], paused: false }],
    ...given,
  }
  return held(PictureSchema, picture)
}

export function wallPlan(given: Partial<WallPlan> = {}): WallPlan {
  return held(PlanSchema, {
    now: new Date(WALL_NOW).toISOString(),
    build: 'first',
    display: { id: 1, name: '大厅' },
    area: 'C',
    language: 'zh',
    theme: 'dark',
    sound: false,
    scenes: [
      { area: 'C', seconds: 60, layers: ['heat', 'duty'] },
      { area: 'A', seconds: 20, layers: ['points', 'duty'] },
      { area: 'B', seconds: 20, layers: ['points', 'duty'] },
    ],
    pin: null,
    ...given,
  })
}

/** A report in grid A1a, or whatever else happened. */
export function liveStep(given: Partial<LiveStep> & { seq: number }): LiveStep {
  const id = given.id ?? given.seq
  return held(LiveStepSchema, {
    action: 'report',
    at: new Date(WALL_NOW + 1000).toISOString(),
    id,
    version: 1,
    number: `N${id}`,
    title: '垃圾堆积',
    category: '0301',
    state: 'reported',
    priority: 0,
    lon: 1_140_050_000,
    lat: 370_050_000,
    occurredAt: WALL_NOW / 1000,
    dueAt: WALL_NOW / 1000 + 7 * 86_400,
    area: 5,
    ...given,
  })
}

export function wallEmergency(given: Partial<Emergency> & { id: number }): Emergency {
  return {
    number: `N${given.id}`,
    title: '桥面塌陷',
    category: '0901',
    state: 'reported',
    priority: 2,
    area: 'A1a',
    lon: 114.005,
    lat: 37.005,
    reportedAt: new Date(WALL_NOW).toISOString(),
    dueAt: null,
    supervisedDueAt: null,
    nearest: null,
    ...given,
  }
}

export function wallPoint(given: Partial<Point> & { id: number }): Point {
  return {
    lon: 114.005,
    lat: 37.005,
    area: 'A1a',
    category: '0301',
    state: 'handling',
    priority: 0,
    overdue: false,
    supervised: false,
    at: new Date(WALL_NOW - 3_600_000).toISOString(),
    ...given,
  }
}

/** The value itself; throws where its schema does not allow it, so that tests never show what no server sends. */
export function held<Value>(schema: TSchema, value: Value): Value {
  if (!Check(schema, value)) {
    const [first] = Errors(schema, value)
    throw new Error(`This is not what the server may send: ${JSON.stringify(first)}`)
  }
  return value
}
