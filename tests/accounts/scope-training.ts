/** Whoever writes the list of duties of a grid. */
const EDITORS = ['administrator', 'analyst']

/** Routes about the list of duties, by the viewers that they are for. Nothing is published: the version that is named is not the draft's. */
export const OF_DUTY_LIST: Record<string, { url: string; payload?: object; for: string[]; status: number }> =
  {
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
