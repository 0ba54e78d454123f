import { gridCells } from '../../server/areas/grid-cells.ts'
import { FIRST_SCHEME } from '../../server/domain/evaluation/scheme.ts'
import { ACTION_NAMES } from '../../server/domain/lifecycle/actions.ts'
import { BEND, SPLIT } from '../boundaries/studio.ts'
import { PASSWORD } from '../support/accounts.ts'
import { rectangle } from '../support/small-county.ts'
import type { Known } from './hostile.ts'

/** Stands for the version that the incident has when it is asked. */
export const NOW = '"now"'

export const GUESTS = Array.from({ length: 20 }, (_, i) => `guest-${i}`)

/** Changes of boundaries, some of which can be done. */
const OPERATIONS = [
  SPLIT,
  BEND,
  { kind: 'merge', areas: ['A1a', 'A1b'] },
  { kind: 'merge', areas: ['A2b', 'A2a'] },
  { kind: 'merge', areas: ['B1a', 'B1b'] },
  { kind: 'reparent', area: 'A1a', parent: 'A2' },
]

/** Of duty sessions, uploads and keys: few, so that one request finds what another has left. */
const UUIDS = ['6f2f8a3e-6a0f-4c44-9c3f-3f1f6a1d2c01', '0b8f4c1e-53c1-4f0e-8d3b-5a3f0d8c7e02']

/** Of grid A1a. */
const CELLS = gridCells(rectangle(0, 0, 1, 1)).cells.slice(0, 3)

/** What means something in the small county of the storm. `ids`: incidents that were just reported; `rows`: all there are. */
export function knownValues({
  url,
  ids,
  rows,
}: {
  url: string
  ids: readonly number[]
  rows: readonly { id: number; number: string }[]
}): Known {
  const codes = ['C', 'A', 'A1', 'A1a', 'B']
  return {
    id: [...ids, ...ids, ...rows.map(({ id }) => id)],
    original: rows.map(({ number }) => number),
    area: codes,
    code: codes,
    // What goes from most states, for most people, is tried more often.
    action: [
      ...ACTION_NAMES,
      'urge',
      'urge',
      'urge',
      'urge',
      'urge',
      'urge',
      'urge',
      'accept',
      'accept',
      'escalate',
      'escalate',
      'supervise',
      'requestVoid',
      'approve',
      'withdraw',
    ],
    note: ['因为', '🚧 ok'],
    unit: ['roads', 'police', 'town-a'],
    category: ['0402', '0301', '0901', '08'],
    state: ['open', 'closed', 'reported,handling'],
    lon: [114.005, 114.015, 114.025],
    lat: [37.005, 37.015],
    bbox: ['114,37,114.02,37.02'],
    from: ['2026-03-01T00:00:00Z', '2026-03-01'],
    to: ['2026-04-01T00:00:00Z', '2026-04-01'],
    dueFrom: ['2026-03-01T00:00:00Z'],
    dueTo: ['2026-04-01T00:00:00Z'],
    occurredAt: ['2026-03-05T08:00:00+08:00'],
    wording: [1, 1, 2],
    quarter: ['2026-Q1', '2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2025-Q4', '2027-Q1'],
    village: ['A1', 'B1'],
    month: ['2026-01', '2026-02'],
    version: [1, 2, 3, 4],
    'if-match': [NOW, NOW, NOW, NOW, NOW, '"1"'],
    'idempotency-key': ['key-1', 'key-2'],
    'last-event-id': ['0', '3'],
    'if-none-match': ['W/"areas-1"', '*'],
    'accept-encoding': ['br', 'gzip, br;q=0', 'identity'],
    origin: [url],
    accept: ['*/*'],
    cell: CELLS,
    weeks: [1, 4],
    release: [1],
    seq: [1],
    against: [0, 1],
    restore: [1],
    carryOver: [1, 2],
    z: [8, 12],
    x: [209, 3346],
    y: [99, 1594],
    days: [1, 3],
    name: ['fuzzed-1', 'fuzzed-2', 'fuzzed-3', ...Array.from({ length: 40 }, (_, i) => `fuzzed-${i + 4}`)],
    newPassword: [PASSWORD],
    claimed: ['at-provider-1', 'at-provider-2'],
    returnTo: ['/', '/incidents?all=1'],
    format: ['csv', 'geojson'],
    photo: [1],
    tour: [1, 2, null],
    minutes: [5, null],
    kind: ['devices', 'accounts'],
    beginsOn: ['2026-11-02'],
    endsOn: ['2026-12-06'],
    planned: [null],
    owner: [null],
    template: ['year', 'twelveWeeks'],
    township: [null],
    townships: [['A'], ['B']],
    numerator: [3],
    denominator: [4],
    phone: ['13800138000'],
    first: ['2027-01-01', '2027-05-01'],
    last: ['2027-01-01', '2027-05-03'],
    uuid: UUIDS,
    at: [new Date().toISOString(), new Date(Date.now() - 60_000).toISOString()],
    startedAt: [new Date(Date.now() - 3_600_000).toISOString()],
    day: ['2026-03-01', new Date().toISOString().slice(0, 10)],
    timestamp: [String(Math.floor(Date.now() / 1000))],
    accuracy: [5, 20, null, 300],
    start: [0, 0, 1],
    size: [1, 100],
    lastDay: ['2027-03-01', null],
    obtainedOn: ['2025-03-01'],
    expiresOn: ['2028-03-01', null],
    grid: ['A1a', 'A2b', 'B1a'],
    account: ['otheroperator', null],
    content: [Buffer.from('code,name,area\nF1,甲,A\n').toString('base64'), 'Y29kZQ=='],
    hours: ['08:30-12:00', '9:00-17:00'],
    year: [2026, 2027],
    username: GUESTS,
    password: [PASSWORD, PASSWORD, 'wrong horse battery'],
    append: OPERATIONS,
    keep: [0, 0, 0, 0, 1],
    done: [0, 0, 0, 1],
    fromQuarter: ['2027-Q1', '2027-Q2'],
    weights: [FIRST_SCHEME.weights],
    indicator: ['onTime', 'filing'],
    title: ['调整网格', 'x'],
    source: ['operator', 'hotline'],
    cursor: [0, 5, Buffer.from('1772323200000.5').toString('base64url')],
  }
}
