import type { IncidentState } from '../../domain/incident-state.ts'

/** The languages of a workbook. */
export const LANGUAGES = ['zh', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export type Words = {
  sheet: string
  states: Record<IncidentState, string>
  /** By number. */
  priorities: readonly [string, string, string]
  /** Those that we know; any other is said as it is. */
  sources: Readonly<Record<string, string>>
  titles: {
    number: string
    title: string
    category: string
    state: string
    priority: string
    source: string
    address: string
    area: string
    areaCode: string
    unit: string
    lon: string
    lat: string
    occurredAt: string
    reportedAt: string
    dueAt: string
    closedAt: string
  }
}

/** The words of a workbook, which people read: those of the screens (a test holds them together). */
export const WORDS: Readonly<Record<Language, Words>> = {
  zh: {
    sheet: '事件',
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
    priorities: ['一般', '紧急', '突发'],
    sources: {
      operator: '网格员上报',
      public: '群众上报',
      hotline: '12345 热线',
      inspection: '巡查',
      sensor: '设备感知',
      import: '导入',
    },
    titles: {
      number: '编号',
      title: '标题',
      category: '类别',
      state: '状态',
      priority: '紧急程度',
      source: '来源',
      address: '地址',
      area: '所在网格',
      areaCode: '网格编码',
      unit: '承办单位',
      lon: '经度',
      lat: '纬度',
      occurredAt: '发生时间',
      reportedAt: '上报时间',
      dueAt: '办结期限',
      closedAt: '结案时间',
    },
  },
  en: {
    sheet: 'Incidents',
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
    priorities: ['Routine', 'Urgent', 'Emergency'],
    sources: {
      operator: 'Grid operator',
      public: 'The public',
      hotline: '12345 hotline',
      inspection: 'Inspection',
      sensor: 'Sensor',
      import: 'Import',
    },
    titles: {
      number: 'Number',
      title: 'Title',
      category: 'Category',
      state: 'State',
      priority: 'Priority',
      source: 'Source',
      address: 'Address',
      area: 'Grid',
      areaCode: 'Code of the grid',
      unit: 'Handling unit',
      lon: 'Longitude',
      lat: 'Latitude',
      occurredAt: 'Occurred',
      reportedAt: 'Reported',
      dueAt: 'Deadline',
      closedAt: 'Closed',
    },
  },
}
