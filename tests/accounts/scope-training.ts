type Rows = Record<string, { url: string; payload?: object; for: string[]; status: number }>

/** Whoever writes the list of duties of a grid. */
const EDITORS = ['administrator', 'analyst']

/** Routes about the list of duties, by the viewers that they are for. Nothing is published: the version that is named is not the draft's. */
export const OF_DUTY_LIST: Rows = {
  'get /api/duty-list/draft': { url: '/api/duty-list/draft', for: EDITORS, status: 200 },
  'post /api/duty-list/draft': { url: '/api/duty-list/draft', payload: {}, for: EDITORS, status: 201 },
  'put /api/duty-list/draft': {
    url: '/api/duty-list/draft',
    payload: { items: [] },
    for: EDITORS,
    status: 412,
  },
  'delete /api/duty-list/draft': { url: '/api/duty-list/draft', for: EDITORS, status: 412 },
  'post /api/duty-list/versions': {
    url: '/api/duty-list/versions',
    payload: { validFrom: '2099-01-01' },
    for: EDITORS,
    status: 412,
  },
}

/** Whoever sees training, at home in township A. */
const READERS = ['administrator', 'leader', 'dispatcher', 'supervisor', 'manager of a township']
const MANAGERS = ['administrator', 'manager of a township']
const SESSION = {
  course: 9,
  area: 'A',
  address: 'x',
  lon: 114.005,
  lat: 37.005,
  startsAt: '2026-03-01T01:00:00Z',
  endsAt: '2026-03-01T03:00:00Z',
  capacity: 9,
  trainer: 'x',
}
const COURSE = { name: 'x', nameEn: 'x', minutes: 60, forRole: 'operator' }
const GIVES_NOTHING = { ...COURSE, gives: null, givenName: 'x', validMonths: null }

/** Routes about training of township A, by the viewers that they are for. Nothing that is asked can be done. */
export const OF_TRAINING: Rows = {
  'get /api/training/courses': { url: '/api/training/courses', for: READERS, status: 200 },
  'post /api/training/courses': {
    url: '/api/training/courses',
    payload: GIVES_NOTHING,
    for: ['administrator'],
    status: 400,
  },
  'put /api/training/courses/{id}': {
    url: '/api/training/courses/9',
    payload: { ...GIVES_NOTHING, retired: false },
    for: ['administrator'],
    status: 400,
  },
  'get /api/training/sessions': {
    url: '/api/training/sessions?from=2026-03-01&to=2026-04-01',
    for: READERS,
    status: 200,
  },
  'get /api/training/sessions/{id}': { url: '/api/training/sessions/9', for: READERS, status: 404 },
  'post /api/training/sessions': {
    url: '/api/training/sessions',
    payload: SESSION,
    for: MANAGERS,
    status: 404,
  },
  'put /api/training/sessions/{id}': {
    url: '/api/training/sessions/9',
    payload: { ...SESSION, cancelled: false },
    for: READERS,
    status: 404,
  },
  'post /api/training/sessions/{id}/attendance': {
    url: '/api/training/sessions/9/attendance',
    payload: { entries: [{ operator: 'OP1', result: 'passed' }] },
    for: READERS,
    status: 404,
  },
  'get /api/training/plan': { url: '/api/training/plan?year=2026', for: READERS, status: 200 },
  'post /api/training/plan': {
    url: '/api/training/plan',
    payload: { period: '2026', course: 9, area: 'A', sessions: 1 },
    for: MANAGERS,
    status: 404,
  },
  'put /api/training/plan/{id}': {
    url: '/api/training/plan/9',
    payload: { sessions: 1 },
    for: READERS,
    status: 404,
  },
  'get /api/training/due': { url: '/api/training/due?area=A', for: READERS, status: 200 },
  // A figure like any other of an area.
  'get /api/training/share': {
    url: '/api/training/share?area=A',
    for: [...READERS, 'analyst', 'display of a township'],
    status: 200,
  },
}
