import { quarterZh } from '../quarter.ts'
export const surveyAnswerZh = {
  title: '网格服务调查',
  of: (county: string, quarter: string) => `${county}网格服务调查 · ${quarterZh(quarter)}`,
  code: '答题码',
  codeHint: '印在入户单上的十位字母和数字',
  next: '开始',
  anonymous: '不记名：答案只计入网格的总数，答题码用后即销毁，没有人知道是哪一户回答的。',
  skip: '不回答',
  send: '提交',
  sending: '正在提交…',
  atLeastOne: '请至少回答一个问题。',
  thanks: '谢谢！您的回答已计入。',
  thanksMore: '答题码已经销毁，可以关闭本页。',
  unknown: '这个答题码无效：可能输错、已经用过，或调查已结束。',
  tooMany: '尝试次数过多，请十分钟后再来。',
  failed: '没有连上服务器，请稍后再试。',
  questions: { awareness: '知晓率', participation: '参与率', satisfaction: '满意率' },
  last: (county: string, quarter: string) => `上次调查结果：${county}，${quarterZh(quarter)}`,
  lastHint: '小字为 95% 区间。人数过少的不公布。',
  tooFew: '人数过少',
  language: 'English',
}

export type SurveyAnswerMessages = typeof surveyAnswerZh
