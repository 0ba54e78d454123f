import type { Language } from '../../domain/incident-words.ts'

export type Words = {
  sheet: string
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
  /** In place of `area`, where incidents are attributed to a release. */
  areaAt: (release: number) => string
}

/** The words of a workbook that no screen has; it shares the others with them (server/domain/incident-words.ts). */
export const WORDS: Readonly<Record<Language, Words>> = {
  zh: {
    sheet: '事件',
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
    areaAt: (release) => `所在网格（第 ${release} 版边界）`,
  },
  en: {
    sheet: 'Incidents',
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
    areaAt: (release) => `Grid (boundaries of release ${release})`,
  },
}
