import { createContext } from 'svelte'
import { LEVELS, type Level } from '../../../server/domain/level.ts'
import { QUESTIONS, type Question } from '../../../server/domain/survey/question.ts'
import { isQuarterName } from '../../../server/domain/quarter-name.ts'
import { AddressView } from '../../state/address-view.svelte.ts'

export const PARTS = ['results', 'field', 'participation', 'wordings'] as const
export type Part = (typeof PARTS)[number]

/** All that can be linked of the page. */
export type View = {
  part: Part
  /** Of the survey, or of the participation; null: the latest. */
  quarter: string | null
  area: string | null
  level: Level | null
  question: Question
}

function read(search: string): View {
  const query = new URLSearchParams(search)
  const oneOf = <Name extends string>(names: readonly Name[], name: string): Name | null =>
    names.find((known) => known === query.get(name)) ?? null
  const quarter = query.get('quarter')
  return {
    part: oneOf(PARTS, 'part') ?? 'results',
    quarter: quarter !== null && isQuarterName(quarter) ? quarter : null,
    area: query.get('area') || null,
    level: oneOf(LEVELS, 'level'),
    question: oneOf(QUESTIONS, 'question') ?? 'awareness',
  }
}

const OWN = ['part', 'quarter', 'area', 'level', 'question']

/** The query of a view, with what else the address says (the language). */
function write({ part, quarter, area, level, question }: View, search: string): string {
  const query = new URLSearchParams(search)
  for (const name of OWN) query.delete(name)
  if (part !== 'results') query.set('part', part)
  if (quarter !== null) query.set('quarter', quarter)
  if (area !== null) query.set('area', area)
  if (level !== null) query.set('level', level)
  if (question !== 'awareness') query.set('question', question)
  return query.toString()
}

/** What is looked at of the surveys, in the address. */
export class SurveysView extends AddressView<View> {
  constructor() {
    super({ read, write })
  }
}

export const [useSurveysView, provideSurveysView] = createContext<SurveysView>()
