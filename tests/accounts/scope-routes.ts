import { OWN_ONLY } from './own-only.ts'

// Rows of the scope matrix (scope.test.ts) that need nothing but an address.

/** Routes by which no incident is told, whoever asks: boundaries are not secret. */
export const OPEN_TO_ALL = [
  'get /api/county',
  'get /api/areas',
  'get /api/areas/{code}',
  'get /api/locate',
  'get /api/units',
  'get /api/calendar',
  'get /api/duty-list',
  'get /api/duty-list/versions/{version}',
  'get /api/session',
  // By a code of a sheet, which stands for nobody.
  'get /api/survey-answers/results',
  'post /api/survey-answers/questions',
  'post /api/survey-answers',
  'get /api/wall/pairing',
  'post /api/wall/pairing',
  'post /api/session',
  'delete /api/session',
  'post /api/session/password',
  'get /api/session/openid',
  'get /api/session/openid/callback',
  ...Object.keys(OWN_ONLY),
  // By whoever has a code, and of the county what the public sees (tests/public).
  'get /api/public/form',
  'get /api/public/areas',
  'get /api/public/areas/{code}',
  'post /api/public/near',
  'post /api/public/challenge',
  'post /api/public/reports',
  'post /api/public/follows',
  'post /api/public/photos',
  'post /api/public/track',
  'post /api/public/ratings',
  'get /api/public/map',
  // By a key that stands for one operator, and for nothing but where they are.
  'get /api/track/osmand',
  'post /api/track/osmand',
  'post /api/track/owntracks',
  'get /healthz',
  'get /readyz',
  'get /tiles/areas.json',
  'get /tiles/areas/{release}/{z}/{x}/{y}.mvt',
]

/** Routes about people and offices: for administrators only, whatever is asked. */
export const OF_ADMINISTRATORS: Record<string, { url: string; payload?: object }> = {
  'get /api/accounts': { url: '/api/accounts' },
  'post /api/accounts': { url: '/api/accounts', payload: { name: 'x', role: 'leader', area: 'A' } },
  'post /api/accounts/{name}/grants': { url: '/api/accounts/nobody/grants', payload: { role: 'leader' } },
  'delete /api/accounts/{name}/grants': { url: '/api/accounts/nobody/grants?role=leader' },
  'post /api/accounts/{name}/password': { url: '/api/accounts/nobody/password' },
  'post /api/accounts/{name}/openid': { url: '/api/accounts/nobody/openid', payload: { claimed: 'x' } },
  'delete /api/accounts/{name}/openid': { url: '/api/accounts/nobody/openid' },
  'delete /api/accounts/{name}/sessions': { url: '/api/accounts/nobody/sessions' },
  'put /api/calendar/days': {
    url: '/api/calendar/days',
    payload: { entries: [{ first: '2027-02-29', last: '2027-02-29', kind: 'holiday' }] },
  },
  'delete /api/calendar/days': { url: '/api/calendar/days?first=2027-01-02&last=2027-01-01' },
  'put /api/calendar/hours': { url: '/api/calendar/hours', payload: { weekdays: [1], hours: '12' } },
}

const READERS = ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst']
const EDITORS = ['administrator', 'analyst']

const OPERATORS = ['operator of a grid', 'operator of two grids']
const SENDERS = ['leader', 'dispatcher', 'supervisor', 'manager of a township']
const NO_SESSION = '/api/duty/sessions/6f2f8a3e-6a0f-4c44-9c3f-3f1f6a1d2c01'
const AT = '2026-03-01T00:00:00Z'

/** Routes about duty, by the viewers that they are for. The operators here are linked to none who serves. */
export const OF_DUTY: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  'get /api/duty': { url: '/api/duty', for: OPERATORS, status: 200 },
  'get /api/duty/pack': { url: '/api/duty/pack', for: [], status: 200 },
  'post /api/duty/sessions': {
    url: '/api/duty/sessions',
    payload: { id: '6f2f8a3e-6a0f-4c44-9c3f-3f1f6a1d2c01', startedAt: AT },
    for: [],
    status: 201,
  },
  'post /api/duty/sessions/{id}/steps': {
    url: `${NO_SESSION}/steps`,
    payload: { step: 'end', at: AT },
    for: [],
    status: 200,
  },
  'post /api/duty/sessions/{id}/positions': {
    url: `${NO_SESSION}/positions`,
    payload: { positions: [{ at: AT, deviceAt: AT, lon: 114, lat: 37, accuracy: null, source: 'device' }] },
    for: OPERATORS,
    status: 404,
  },
  'get /api/duty/track': { url: '/api/duty/track', for: [], status: 200 },
  'delete /api/duty/track': { url: '/api/duty/track', for: [], status: 200 },
  'post /api/duty/tracker': { url: '/api/duty/tracker', for: [], status: 201 },
  'delete /api/duty/tracker': { url: '/api/duty/tracker', for: [], status: 204 },
  'get /api/duty/now': { url: '/api/duty/now?area=A', for: SENDERS, status: 200 },
  'get /api/operators/{id}/track': {
    url: '/api/operators/999/track?day=2026-03-01',
    for: ['administrator', 'supervisor'],
    status: 404,
  },
}

/** Routes about drafts of boundaries, by the viewers that they are for; `status` is what these are told. */
export const OF_COUNTY: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  'get /api/boundaries/drafts': { url: '/api/boundaries/drafts', for: READERS, status: 200 },
  'get /api/boundaries/drafts/{id}': { url: '/api/boundaries/drafts/9', for: READERS, status: 404 },
  'get /api/boundaries/drafts/{id}/ground': {
    url: '/api/boundaries/drafts/9/ground',
    for: READERS,
    status: 404,
  },
  'get /api/boundaries/drafts/{id}/ground-then': {
    url: '/api/boundaries/drafts/9/ground-then?release=1',
    for: READERS,
    status: 404,
  },
  'get /api/boundaries/drafts/{id}/impact': {
    url: '/api/boundaries/drafts/9/impact',
    for: READERS,
    status: 404,
  },
  'post /api/boundaries/drafts/{id}/actions': {
    url: '/api/boundaries/drafts/9/actions',
    payload: { action: 'validate' },
    for: READERS,
    status: 404,
  },
  'get /api/boundaries/releases': { url: '/api/boundaries/releases', for: READERS, status: 200 },
  'get /api/boundaries/releases/{seq}/difference': {
    url: '/api/boundaries/releases/9/difference',
    for: READERS,
    status: 404,
  },
  'get /api/boundaries/releases/{seq}/areas.geojson': {
    url: '/api/boundaries/releases/9/areas.geojson?level=grid',
    for: READERS,
    status: 404,
  },
  'post /api/boundaries/drafts': {
    url: '/api/boundaries/drafts',
    payload: { title: 'x', area: 'X' },
    for: EDITORS,
    status: 404,
  },
  'post /api/boundaries/drafts/from-file': {
    url: '/api/boundaries/drafts/from-file',
    payload: { title: 'x', name: 'x', level: 'grid', geojson: {} },
    for: EDITORS,
    status: 400,
  },
  'patch /api/boundaries/drafts/{id}/operations': {
    url: '/api/boundaries/drafts/9/operations',
    payload: { keep: 0, append: [], done: 0 },
    for: EDITORS,
    status: 404,
  },
}

const PINNERS = ['administrator', 'leader', 'dispatcher']
const ADMINISTRATORS = ['administrator']
const WATCHERS = [
  'administrator',
  'leader',
  'dispatcher',
  'supervisor',
  'manager of a township',
  'display of a township',
]
const DISPLAY = { name: 'x', area: 'A', tour: null, language: 'zh', theme: 'dark', sound: false }
const TOUR = { name: 'x', scenes: [{ area: 'X', seconds: 20, layers: [] }] }

/** Routes about displays on walls and their tours, by the viewers that they are for. Nothing that is asked can be done. */
export const OF_DISPLAYS: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  'get /api/displays': { url: '/api/displays', for: PINNERS, status: 200 },
  'get /api/wall/plan': { url: '/api/wall/plan', for: WATCHERS, status: 200 },
  'post /api/displays': {
    url: '/api/displays',
    payload: { code: '000000', ...DISPLAY },
    for: ADMINISTRATORS,
    status: 404,
  },
  'put /api/displays/{id}': { url: '/api/displays/9', payload: DISPLAY, for: ADMINISTRATORS, status: 404 },
  'delete /api/displays/{id}': { url: '/api/displays/9', for: ADMINISTRATORS, status: 404 },
  'put /api/displays/{id}/pin': {
    url: '/api/displays/9/pin',
    payload: { area: 'A', layers: [], minutes: null },
    for: PINNERS,
    status: 404,
  },
  'delete /api/displays/{id}/pin': { url: '/api/displays/9/pin', for: PINNERS, status: 404 },
  'get /api/tours': { url: '/api/tours', for: PINNERS, status: 200 },
  'post /api/tours': { url: '/api/tours', payload: TOUR, for: ADMINISTRATORS, status: 404 },
  'put /api/tours/{id}': { url: '/api/tours/9', payload: TOUR, for: ADMINISTRATORS, status: 404 },
  'delete /api/tours/{id}': { url: '/api/tours/9', for: ADMINISTRATORS, status: 404 },
}

/** Whoever may say who looks after what, at home in township A: of those who see it, and of those who do not. */
const STAFF_READERS = new Set([
  'administrator',
  'leader',
  'dispatcher',
  'supervisor',
  'manager of a township',
])
const STAFF_MANAGERS = new Set(['administrator', 'manager of a township'])
type StaffRoute = { url: string; payload?: object; readers?: number; managers: number; others: number }
const one = '/api/operators/1'

/**
 * Routes about operators of township A: what managers are told, those who may only read (default: as others), and all others.
 * Nothing that is asked can be done.
 */
export const OF_STAFF: Record<string, StaffRoute> = {
  'get /api/operators': { url: '/api/operators?area=A', readers: 200, managers: 200, others: 403 },
  'get /api/operators/findings': {
    url: '/api/operators/findings?area=A',
    readers: 200,
    managers: 200,
    others: 403,
  },
  'post /api/operators': {
    url: '/api/operators',
    payload: { code: 'OP1', name: 'x', area: 'A' },
    managers: 409,
    others: 403,
  },
  'post /api/operators/import': {
    url: '/api/operators/import',
    payload: { name: 'x.csv', content: '', save: true },
    managers: 400,
    others: 403,
  },
  'patch /api/operators/{id}': {
    url: one,
    payload: { account: 'nobody' },
    readers: 403,
    managers: 400,
    others: 404,
  },
  'post /api/operators/{id}/leave': {
    url: `${one}/leave`,
    payload: { lastDay: '2026-02-30' },
    readers: 403,
    managers: 400,
    others: 404,
  },
  'post /api/operators/{id}/assignments': {
    url: `${one}/assignments`,
    payload: { grid: 'A1a', role: 'backup', from: '2026-02-01' },
    readers: 403,
    managers: 409,
    others: 404,
  },
  'patch /api/operators/{id}/assignments/{assignment}': {
    url: `${one}/assignments/1`,
    payload: { until: '1999-01-01' },
    readers: 403,
    managers: 400,
    others: 404,
  },
  'delete /api/operators/{id}/assignments/{assignment}': {
    url: `${one}/assignments/1`,
    readers: 403,
    managers: 400,
    others: 404,
  },
  'post /api/operators/{id}/qualifications': {
    url: `${one}/qualifications`,
    payload: { kind: 'training', name: 'x', obtainedOn: '2026-02-30' },
    readers: 403,
    managers: 400,
    others: 404,
  },
  'delete /api/operators/{id}/qualifications/{qualification}': {
    url: `${one}/qualifications/9`,
    readers: 403,
    managers: 404,
    others: 404,
  },
}

/** What a viewer is told by one of them. */
export function toldOfStaff({ readers, managers, others }: StaffRoute, viewer: string): number {
  if (STAFF_MANAGERS.has(viewer)) return managers
  return STAFF_READERS.has(viewer) ? (readers ?? others) : others
}
