const WORDS = { ask: 'x?', positive: 'x', negative: 'x' }
const SURVEY_ANALYSTS = ['administrator', 'analyst']
const SURVEY_READERS = [
  'administrator',
  'leader',
  'dispatcher',
  'supervisor',
  'analyst',
  'manager of a township',
]
const OPERATORS = ['operator of a grid', 'operator of two grids']
const ENTERERS = ['administrator', 'analyst', 'dispatcher', 'manager of a township', ...OPERATORS]
const FOR_EACH = <T>(value: T) => ({ awareness: value, participation: value, satisfaction: value })
const SURVEY = { quarter: '2026-Q3', wording: 9, targets: FOR_EACH(0.5), total: 9, least: 0 }
const ANSWERS = { sheets: 1, counts: FOR_EACH({ positive: 0, negative: 0 }) }

/** Routes about surveys and how people take part, by the viewers that they are for. There is no survey. */
export const OF_SURVEYS: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  'get /api/surveys': { url: '/api/surveys', for: [...SURVEY_READERS, ...OPERATORS], status: 200 },
  'get /api/surveys/wordings': {
    url: '/api/surveys/wordings',
    for: [...SURVEY_READERS, ...OPERATORS],
    status: 200,
  },
  'post /api/surveys/wordings': {
    url: '/api/surveys/wordings',
    payload: { questions: FOR_EACH({ zh: WORDS, en: WORDS }) },
    for: SURVEY_ANALYSTS,
    status: 201,
  },
  'post /api/surveys': { url: '/api/surveys', payload: SURVEY, for: SURVEY_ANALYSTS, status: 400 },
  'put /api/surveys/{id}': { url: '/api/surveys/9', payload: SURVEY, for: SURVEY_ANALYSTS, status: 404 },
  'post /api/surveys/{id}/steps': {
    url: '/api/surveys/9/steps',
    payload: { step: 'draw' },
    for: SURVEY_ANALYSTS,
    status: 404,
  },
  'get /api/surveys/{id}/grids': {
    url: '/api/surveys/9/grids',
    for: [...SURVEY_READERS, ...OPERATORS],
    status: 404,
  },
  'get /api/surveys/{id}/draw': {
    url: '/api/surveys/9/draw?grid=A1a',
    for: [...SURVEY_READERS, ...OPERATORS],
    status: 404,
  },
  'post /api/surveys/{id}/sheets': {
    url: '/api/surveys/9/sheets',
    payload: { grid: 'A1a' },
    for: ENTERERS,
    status: 404,
  },
  'get /api/surveys/{id}/entries': { url: '/api/surveys/9/entries?grid=A1a', for: ENTERERS, status: 404 },
  'post /api/surveys/{id}/entries': {
    url: '/api/surveys/9/entries',
    payload: { grid: 'A1a', ...ANSWERS, again: ANSWERS, interviewer: null },
    for: ENTERERS,
    status: 404,
  },
  'post /api/surveys/{id}/entries/{entry}/withdraw': {
    url: '/api/surveys/9/entries/9/withdraw',
    for: ENTERERS,
    status: 404,
  },
  'get /api/surveys/results': { url: '/api/surveys/results?area=A', for: SURVEY_READERS, status: 404 },
  'get /api/participation': { url: '/api/participation?area=A', for: SURVEY_READERS, status: 200 },
  'get /api/participation/counts': {
    url: '/api/participation/counts?quarter=2026-Q1&area=A',
    for: SURVEY_READERS,
    status: 200,
  },
  'put /api/participation/counts/{village}/{month}': {
    url: '/api/participation/counts/A/2026-01',
    payload: { volunteers: 0, meetings: 0 },
    for: ['administrator', 'manager of a township'],
    status: 400,
  },
}
