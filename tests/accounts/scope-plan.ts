const READERS = ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst']
const PLAN_READERS = [...READERS, 'manager of a township']
const PLAN_EDITORS = ['administrator', 'leader']
const MILESTONE = {
  label: '',
  beginsOn: '2026-03-01',
  endsOn: '2026-02-01',
  targetPercent: 90,
  planned: null,
  owner: null,
}

/** Routes about the promotion plan, by the viewers that they are for. Nothing that is asked can be done. */
export const OF_PLAN: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  'get /api/plan': { url: '/api/plan', for: PLAN_READERS, status: 200 },
  'get /api/plan/overdue': { url: '/api/plan/overdue', for: PLAN_READERS, status: 200 },
  'post /api/plan': {
    url: '/api/plan',
    payload: { template: 'year', township: null, beginsOn: '2026-03-01', townships: ['X'], weeksBetween: 0 },
    for: PLAN_EDITORS,
    status: 404,
  },
  'post /api/plan/milestones': {
    url: '/api/plan/milestones',
    payload: { area: 'A', kind: 'devices', ...MILESTONE },
    for: PLAN_EDITORS,
    status: 400,
  },
  'put /api/plan/milestones/{id}': {
    url: '/api/plan/milestones/9',
    payload: MILESTONE,
    for: PLAN_EDITORS,
    status: 404,
  },
  'post /api/plan/milestones/{id}/actions': {
    url: '/api/plan/milestones/9/actions',
    payload: { action: 'urge' },
    for: ['leader', 'supervisor'],
    status: 404,
  },
  'get /api/plan/milestones/{id}/events': {
    url: '/api/plan/milestones/9/events',
    for: PLAN_READERS,
    status: 404,
  },
}
