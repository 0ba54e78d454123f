import type { IncidentState } from '../domain/incident-state.ts'
import type { Language } from '../domain/incident-words.ts'

export type Open311Words = {
  /** How soon a service is settled: working days by the county's calendar. */
  within: (days: number) => string
  /** What stands before somebody who reports a dispute. */
  dispute: string
  /** What is said of a report that was taken. */
  taken: (days: number) => string
  /** Of one that becomes public. */
  shown: string
  /** How a person follows it, beside the app. */
  follow: (code: string, address: string) => string
  mediaNotFetched: string
  /** Before the address of a picture, for those who handle the report. */
  media: string
  /** What a state means to whoever waits, where there is no answer yet. */
  states: Record<IncidentState, string>
  suspended: string
  contact: (county: string) => string
  keyService: (county: string) => string
  theCounty: string
}

/** The words of Open311's answers, which apps show as they come. */
export const OPEN311_WORDS: Readonly<Record<Language, Open311Words>> = {
  zh: {
    within: (days) => `受理后一般在 ${days} 个工作日内办结。`,
    dispute: '矛盾纠纷只给负责处理的人员看，不会出现在公开列表里，也没有公开编号。请保存回执中的查询码。',
    taken: (days) => `已收到，受理后一般在 ${days} 个工作日内办结。`,
    shown: '受理后会公开显示大致位置和进展。',
    follow: (code, address) => `查询码 ${code}，在 ${address} 查看进展和评价。`,
    mediaNotFetched: '服务器不会下载外部图片，只把图片网址转给处理人员。',
    media: '反映人提供的图片网址（未下载）：',
    states: {
      reported: '已收到，等待受理',
      accepted: '已受理，等待派遣',
      dispatched: '已派给承办单位',
      handling: '承办单位正在处置',
      verifying: '已处置，正在核查',
      closed: '已核查结案',
      rejected: '未予立案',
      duplicate: '与已有的反映重复，并入处理',
      void: '已作废',
    },
    suspended: '经批准暂缓办理',
    contact: (county) => `${county}网格化服务管理指挥中心，电话 12345。`,
    keyService: (county) => `请向${county}网格化平台的管理员申请密钥。`,
    theCounty: '本县',
  },
  en: {
    within: (days) =>
      `Usually settled within ${days} working ${days === 1 ? 'day' : 'days'} of its acceptance.`,
    dispute:
      'Disputes are shown only to those who settle them: they are on no public list and have no public number. Keep the tracking code of the receipt.',
    taken: (days) =>
      `Received, and usually settled within ${days} working ${days === 1 ? 'day' : 'days'} of its acceptance.`,
    shown: 'Once it is accepted, everybody sees roughly where it is and how it goes on.',
    follow: (code, address) => `Tracking code ${code}: follow and rate it at ${address}.`,
    mediaNotFetched:
      'This server fetches no pictures from elsewhere; the address goes to those who handle the report.',
    media: 'Address of a picture that the reporter named (not fetched):',
    states: {
      reported: 'Received, waiting to be accepted',
      accepted: 'Accepted, waiting to be sent to an office',
      dispatched: 'Sent to the office in charge',
      handling: 'The office in charge is working on it',
      verifying: 'Done, and being verified',
      closed: 'Verified and closed',
      rejected: 'Not accepted',
      duplicate: 'Reported before, and handled together with that report',
      void: 'Void',
    },
    suspended: 'Put off, with approval',
    contact: (county) => `The command centre of grid services of ${county}, telephone 12345.`,
    keyService: (county) => `Ask the administrators of the grid platform of ${county} for a key.`,
    theCounty: 'this county',
  },
}
