import { VIEWERS } from './scope-viewers.ts'

const EVERYBODY = VIEWERS.map(({ name }) => name)
const MANAGERS = ['manager of a township']
const ADMINISTRATORS = ['administrator']
const WORDS = { words: '好' }

/** Routes about commendations, by the viewers that they are for. There is no nomination, and nothing that is asked can be done. */
export const OF_COMMENDATIONS: Record<
  string,
  { url: string; payload?: object; for: string[]; status: number }
> = {
  'get /api/commendations': { url: '/api/commendations', for: EVERYBODY, status: 200 },
  'get /api/commendations/notices': { url: '/api/commendations/notices', for: EVERYBODY, status: 200 },
  'get /api/commendations/candidates': {
    url: '/api/commendations/candidates?title=2',
    for: MANAGERS,
    status: 200,
  },
  'get /api/commendations/figures': {
    url: '/api/commendations/figures?title=2&quarter=2020-Q1&subject=OP1',
    for: MANAGERS,
    status: 400,
  },
  'post /api/commendations': {
    url: '/api/commendations',
    payload: { title: 2, quarter: '2020-Q1', subject: 'OP1', ...WORDS },
    for: MANAGERS,
    status: 400,
  },
  'get /api/commendations/{id}': { url: '/api/commendations/9', for: EVERYBODY, status: 404 },
  'get /api/commendations/{id}/incidents': {
    url: '/api/commendations/9/incidents?outcome=closing&part=numerator',
    for: EVERYBODY,
    status: 404,
  },
  'post /api/commendations/{id}/actions': {
    url: '/api/commendations/9/actions',
    payload: { action: 'review' },
    for: EVERYBODY,
    status: 404,
  },
  'post /api/commendations/{id}/objections': {
    url: '/api/commendations/9/objections',
    payload: { source: 'account', ...WORDS },
    for: EVERYBODY,
    status: 404,
  },
  'post /api/commendations/{id}/objections/{objection}/decision': {
    url: '/api/commendations/9/objections/9/decision',
    payload: { upheld: false, ...WORDS },
    for: EVERYBODY,
    status: 404,
  },
  'post /api/commendations/titles': {
    url: '/api/commendations/titles',
    payload: {
      kind: 'unit',
      name: '先进乡镇',
      nameEn: 'x',
      most: 1,
      objectionDays: 1,
      objectionDayKind: 'working',
    },
    for: ADMINISTRATORS,
    status: 409,
  },
  'put /api/commendations/titles/{id}': {
    url: '/api/commendations/titles/9',
    payload: {
      name: 'x',
      nameEn: 'x',
      most: 1,
      objectionDays: 1,
      objectionDayKind: 'working',
      isRetired: false,
    },
    for: ADMINISTRATORS,
    status: 404,
  },
  'post /api/commendations/notices': {
    url: '/api/commendations/notices',
    payload: { quarter: '2020-Q1', number: 'x', dated: '2020-04-20', items: [{ id: 9, version: 1 }] },
    for: ['administrator', 'leader'],
    status: 404,
  },
}
