import type { IncidentState, Priority } from './incident-state.ts'

/** Languages of people. */
export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export type IncidentWords = {
  states: Record<IncidentState, string>
  priorities: Record<Priority, string>
  /** Sources that we know; any other is said as it is. */
  sources: Record<string, string>
}

/** What the screens and the workbooks of exports call the same: written here once, a part of the messages of the web. */
export const INCIDENT_WORDS: Readonly<Record<Language, IncidentWords>> = {
  zh: {
    states: {
      reported: '已上报',
      accepted: '已受理',
      dispatched: '已派遣',
      handling: '处置中',
      verifying: '核查中',
      closed: '已结案',
      rejected: '不予立案',
      duplicate: '重复',
      void: '作废',
    },
    priorities: { general: '一般', urgent: '紧急', emergency: '突发' },
    sources: {
      operator: '网格员上报',
      public: '群众上报',
      hotline: '12345 热线',
      inspection: '巡查',
      sensor: '设备感知',
      import: '导入',
    },
  },
  en: {
    states: {
      reported: 'Reported',
      accepted: 'Accepted',
      dispatched: 'Dispatched',
      handling: 'Being handled',
      verifying: 'Being verified',
      closed: 'Closed',
      rejected: 'Rejected',
      duplicate: 'Duplicate',
      void: 'Void',
    },
    priorities: { general: 'Routine', urgent: 'Urgent', emergency: 'Emergency' },
    sources: {
      operator: 'Grid operator',
      public: 'The public',
      hotline: '12345 hotline',
      inspection: 'Inspection',
      sensor: 'Sensor',
      import: 'Import',
    },
  },
}
