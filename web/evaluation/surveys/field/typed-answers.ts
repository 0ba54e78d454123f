import {
  eachQuestion,
  QUESTIONS,
  type Answers,
  type Question,
} from '../../../../server/domain/survey/question.ts'

/** Answers as they are being typed: null where nothing stands yet. */
export type Blank = {
  sheets: number | null
  counts: Record<Question, { positive: number | null; negative: number | null }>
}

export function blankAnswers(): Blank {
  return { sheets: null, counts: eachQuestion(() => ({ positive: null, negative: null })) }
}

/** Whether every field has a whole number, and there is at least one sheet. */
export function isComplete(typed: Blank): typed is Answers {
  const isWhole = (value: number | null) => value !== null && Number.isInteger(value) && value >= 0
  return (
    isWhole(typed.sheets) &&
    typed.sheets! > 0 &&
    QUESTIONS.every((question) => Object.values(typed.counts[question]).every(isWhole))
  )
}

/** The names of the fields in which two times differ. */
export function differing(first: Blank, second: Blank): Set<string> {
  const names = QUESTIONS.flatMap((question) =>
    (['positive', 'negative'] as const)
      .filter((side) => first.counts[question][side] !== second.counts[question][side])
      .map((side) => `${question}-${side}`),
  )
  return new Set(first.sheets === second.sheets ? names : ['sheets', ...names])
}
