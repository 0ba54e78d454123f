import { quarterEn } from '../quarter.ts'
import type { SurveyAnswerMessages } from './zh.ts'

export const surveyAnswerEn: SurveyAnswerMessages = {
  title: 'Survey of the grid service',
  of: (county, quarter) => `${county} · survey of the grid service, ${quarterEn(quarter)}`,
  code: 'Code',
  codeHint: 'Ten letters and digits, printed on the sheet',
  next: 'Begin',
  anonymous:
    'Anonymous: your answers only add to the sums of a grid, and the code is destroyed once used. Nobody can tell which household answered.',
  skip: 'No answer',
  send: 'Send',
  sending: 'Sending…',
  atLeastOne: 'Please answer at least one question.',
  thanks: 'Thank you! Your answers are counted.',
  thanksMore: 'The code is destroyed, and you can close this page.',
  unknown: 'This code is not valid: it was mistyped, was used, or the survey is over.',
  tooMany: 'Too many tries. Please come back in ten minutes.',
  failed: 'The server could not be reached. Please try again later.',
  questions: { awareness: 'Know it', participation: 'Took part', satisfaction: 'Satisfied' },
  last: (county, quarter) => `The survey before: ${county}, ${quarterEn(quarter)}`,
  lastHint: 'Below: the 95% interval. What too few said is not published.',
  tooFew: 'too few',
  language: '中文',
}
