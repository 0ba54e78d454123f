const SEERS = ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst']
const EVALUATORS = [...SEERS, 'manager of a township']
const WEIGHTS = {
  filing: 10,
  closing: 15,
  onTime: 20,
  emergencyOnTime: 5,
  rework: 10,
  returned: 5,
  extended: 5,
  suspended: 5,
  recurrence: 10,
  satisfaction: 10,
  awareness: 3,
  participation: 3,
}

/** Routes about the quarter, by the viewers that they are for. Nothing that is asked can be done: the weights add up to 101. */
export const OF_EVALUATION: Record<string, { url: string; payload?: object; for: string[]; status: number }> =
  {
    'get /api/evaluation/quarters': { url: '/api/evaluation/quarters', for: EVALUATORS, status: 200 },
    'get /api/evaluation/scorecards': {
      url: '/api/evaluation/scorecards?quarter=2026-Q1&level=grid&area=A',
      for: EVALUATORS,
      status: 200,
    },
    'get /api/evaluation/incidents': {
      url: '/api/evaluation/incidents?quarter=2026-Q1&level=grid&code=B1a&indicator=filing&part=denominator',
      for: SEERS,
      status: 200,
    },
    'get /api/evaluation/schemes': { url: '/api/evaluation/schemes', for: EVALUATORS, status: 200 },
    'post /api/evaluation/schemes': {
      url: '/api/evaluation/schemes',
      payload: { fromQuarter: '2030-Q1', weights: WEIGHTS, note: '' },
      for: ['administrator', 'analyst'],
      status: 400,
    },
    'post /api/evaluation/preview': {
      url: '/api/evaluation/preview',
      payload: { quarter: '2026-Q1', level: 'grid', weights: WEIGHTS },
      for: ['administrator', 'analyst'],
      status: 400,
    },
    'post /api/evaluation/quarters/{quarter}/close': {
      url: '/api/evaluation/quarters/2099-Q1/close',
      payload: { note: '' },
      for: ['administrator', 'supervisor'],
      status: 404,
    },
    'get /api/evaluation/quarters/{quarter}/proof': {
      url: '/api/evaluation/quarters/2026-Q1/proof',
      for: SEERS,
      status: 409,
    },
    'get /api/evaluation/quarters/{quarter}/facts': {
      url: '/api/evaluation/quarters/2026-Q1/facts?area=A',
      for: EVALUATORS,
      status: 200,
    },
    'get /api/evaluation/quarters/{quarter}/survey-counts': {
      url: '/api/evaluation/quarters/2026-Q1/survey-counts?area=A',
      for: EVALUATORS,
      status: 200,
    },
    'get /api/evaluation/quarters/{quarter}/staffing': {
      url: '/api/evaluation/quarters/2026-Q1/staffing?area=A',
      for: EVALUATORS,
      status: 409,
    },
    'get /api/evaluation/quarters/{quarter}/corrections': {
      url: '/api/evaluation/quarters/2026-Q1/corrections?area=A',
      for: EVALUATORS,
      status: 409,
    },
    'get /api/evaluation/appeals': { url: '/api/evaluation/appeals', for: EVALUATORS, status: 200 },
    'post /api/evaluation/appeals': {
      url: '/api/evaluation/appeals',
      payload: { quarter: '2026-Q1', level: 'grid', code: 'A1a', indicator: 'filing', reason: 'x' },
      for: ['manager of a township'],
      status: 409,
    },
    'post /api/evaluation/appeals/{id}/decision': {
      url: '/api/evaluation/appeals/9/decision',
      payload: { outcome: 'rejected', words: 'x' },
      for: ['leader', 'supervisor'],
      status: 404,
    },
  }
