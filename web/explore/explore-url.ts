import { LEVELS, type Level } from '../../server/domain/level.ts'
import { FIGURES, type FigureName } from './figures.ts'

/** What the map shows over the plain land; `areas` are the colours of areas by a figure. */
export const LAYERS = ['points', 'heat', 'hexagons', 'cells', 'areas', 'gaps', 'duty', 'reach'] as const
export type LayerName = (typeof LAYERS)[number]

/** Which incidents the point layers show. */
export const STATE_FILTERS = ['all', 'open', 'overdue', 'closed'] as const
export type StateFilter = (typeof STATE_FILTERS)[number]

export type Camera = { lon: number; lat: number; zoom: number; bearing: number; pitch: number }

/** The last `days` up to now, moving on with the clock, or a fixed stretch in milliseconds since 1970. */
export type TimeWindow = { live: true; days: number } | { live: false; from: number; to: number }

/** All that can be linked of the screen. */
export type ExploreView = {
  /** Code; null: the county. */
  area: string | null
  window: TimeWindow
  /** Level of the areas on the map and in the table; null: the one below the area. */
  level: Level | null
  figure: FigureName
  layers: readonly LayerName[]
  /** Codes of main categories; none: all. */
  categories: readonly string[]
  states: StateFilter
  cumulative: boolean
  /** Null: the area fills the map. */
  camera: Camera | null
  incident: number | null
  /** The release whose boundaries are looked at; null: those of now. */
  release: number | null
  /** Only the grids that nobody has seen this week are in the table. */
  unseen: boolean
  /** A day that is played by quarters of an hour, up to the `slot` (0 to 95); null: the time bar is of incidents. */
  replay: { day: string; slot: number } | null
}

/** The largest number that a release can have. */
const MOST_RELEASE = 2 ** 31 - 1

const DAY_MS = 86_400_000

/** Quarters of an hour in a day. */
export const SLOTS = 96

const DEFAULT_DAYS = 30

export const DEFAULT_VIEW: ExploreView = {
  area: null,
  window: { live: true, days: DEFAULT_DAYS },
  level: null,
  figure: 'open',
  layers: ['points', 'areas'],
  categories: [],
  states: 'all',
  cumulative: false,
  camera: null,
  incident: null,
  release: null,
  unseen: false,
  replay: null,
}

/** Parameters of the address that belong to this screen; others are left alone. */
const NAMES = [
  'area',
  'days',
  'from',
  'to',
  'level',
  'figure',
  'layers',
  'category',
  'states',
  'cumulative',
  'camera',
  'incident',
  'release',
  'unseen',
  'replay',
]

/** The view as a query, with only what differs from the default, beside the parameters of others in `current`. */
export function writeView(view: ExploreView, current = ''): string {
  const query = new URLSearchParams(current)
  for (const name of NAMES) query.delete(name)
  if (view.area !== null) query.set('area', view.area)
  if (!view.window.live) {
    query.set('from', new Date(view.window.from).toISOString())
    query.set('to', new Date(view.window.to).toISOString())
  } else if (view.window.days !== DEFAULT_DAYS) query.set('days', String(view.window.days))
  if (view.level !== null) query.set('level', view.level)
  if (view.figure !== DEFAULT_VIEW.figure) query.set('figure', view.figure)
  if (view.layers.join() !== DEFAULT_VIEW.layers.join()) query.set('layers', view.layers.join() || 'none')
  if (view.categories.length > 0) query.set('category', view.categories.join())
  if (view.states !== DEFAULT_VIEW.states) query.set('states', view.states)
  if (view.cumulative) query.set('cumulative', '1')
  if (view.camera !== null) query.set('camera', writeCamera(view.camera))
  if (view.incident !== null) query.set('incident', String(view.incident))
  if (view.release !== null) query.set('release', String(view.release))
  if (view.unseen) query.set('unseen', '1')
  if (view.replay !== null) query.set('replay', `${view.replay.day},${view.replay.slot}`)
  return query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
}

/** Reads a query; what makes no sense falls back to the default, for a link may be old or mistyped. */
export function readView(text: string): ExploreView {
  const query = new URLSearchParams(text)
  const listed = (query.get('layers') ?? DEFAULT_VIEW.layers.join()).split(',')
  const whole = (name: string, most: number): number | null => {
    const number = Number(query.get(name) ?? NaN)
    return Number.isSafeInteger(number) && number > 0 && number <= most ? number : null
  }
  return {
    area: query.get('area') || null,
    window: readWindow(query),
    level: LEVELS.find((level) => level === query.get('level')) ?? null,
    figure: FIGURES.find((figure) => figure === query.get('figure')) ?? DEFAULT_VIEW.figure,
    layers: LAYERS.filter((layer) => listed.includes(layer)),
    categories: (query.get('category') ?? '').split(',').filter((code) => /^[0-9A-Za-z]+$/.test(code)),
    states: STATE_FILTERS.find((filter) => filter === query.get('states')) ?? DEFAULT_VIEW.states,
    cumulative: query.get('cumulative') === '1',
    camera: readCamera(query.get('camera')),
    incident: whole('incident', Number.MAX_SAFE_INTEGER),
    release: whole('release', MOST_RELEASE),
    unseen: query.get('unseen') === '1',
    replay: readReplay(query.get('replay')),
  }
}

/**
 * What a link without a window shows: the last 30 days; of a county whose last incident (`lastMs`) is older than that, the
 * 30 days before it, for an empty screen tells nobody anything.
 */
export function windowFor(text: string, lastMs: number | null, nowMs: number): TimeWindow {
  const query = new URLSearchParams(text)
  const window = readWindow(query)
  const isAsked = ['days', 'from', 'to'].some((name) => query.has(name))
  if (isAsked || lastMs === null || nowMs - lastMs < DEFAULT_DAYS * DAY_MS) return window
  const to = lastMs + 1000
  return { live: false, from: to - DEFAULT_DAYS * DAY_MS, to }
}

function readWindow(query: URLSearchParams): TimeWindow {
  const from = Date.parse(query.get('from') ?? '')
  const to = Date.parse(query.get('to') ?? '')
  if (from < to) return { live: false, from, to }
  const days = Number(query.get('days') ?? NaN)
  return { live: true, days: days > 0 && days <= 7300 ? days : DEFAULT_DAYS }
}

/** zoom/lat/lon, then bearing and pitch where they are not zero; as in the addresses of other maps. */
function writeCamera({ zoom, lat, lon, bearing, pitch }: Camera): string {
  const turned = bearing === 0 && pitch === 0 ? [] : [bearing.toFixed(1), pitch.toFixed(1)]
  return [zoom.toFixed(2), lat.toFixed(5), lon.toFixed(5), ...turned].join('/')
}

/** A day and a quarter of an hour: 2026-11-24,40. */
function readReplay(text: string | null): ExploreView['replay'] {
  const [, day, slot] = /^(\d{4}-\d\d-\d\d),(\d{1,2})$/.exec(text ?? '') ?? []
  const at = Date.parse(`${day}T00:00:00Z`)
  if (!(at >= 0) || new Date(at).toISOString().slice(0, 10) !== day || Number(slot) >= SLOTS) return null
  return { day, slot: Number(slot) }
}

function readCamera(text: string | null): Camera | null {
  const [zoom = NaN, lat = NaN, lon = NaN, bearing = 0, pitch = 0] = (text ?? '').split('/').map(Number)
  const sound = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lon) <= 180
  return sound && Math.abs(bearing) <= 360 && pitch >= 0 && pitch <= 85
    ? { lon, lat, zoom, bearing, pitch }
    : null
}
