/** What is asked in every survey: whether people know the service, take part, and are satisfied (domain.md, "Indicators"). */
export const QUESTIONS = ['awareness', 'participation', 'satisfaction'] as const
export type Question = (typeof QUESTIONS)[number]

/** How many answered yes (know, took part, are satisfied), and how many no; who left a question out is in neither. */
export type Tally = { positive: number; negative: number }
export type Counts = Record<Question, Tally>

/** Answers of one area: how many sheets, and what they say. */
export type Answers = { sheets: number; counts: Counts }

export function noAnswers(): Answers {
  return { sheets: 0, counts: eachQuestion(() => ({ positive: 0, negative: 0 })) }
}

/** Something for every question. */
export function eachQuestion<Value>(make: (question: Question) => Value): Record<Question, Value> {
  return {
    awareness: make('awareness'),
    participation: make('participation'),
    satisfaction: make('satisfaction'),
  }
}

/** Answers of two disjoint sets of households together; `sign` -1 takes the second away again. */
export function addAnswers(a: Answers, b: Answers, sign: 1 | -1 = 1): Answers {
  return {
    sheets: a.sheets + sign * b.sheets,
    counts: eachQuestion((question) => ({
      positive: a.counts[question].positive + sign * b.counts[question].positive,
      negative: a.counts[question].negative + sign * b.counts[question].negative,
    })),
  }
}

/** What does not add up in answers that somebody typed in: a question with more answers than there are sheets; null when all does. */
export function findMistyped({ sheets, counts }: Answers): { question: Question; answered: number } | null {
  for (const question of QUESTIONS) {
    const answered = counts[question].positive + counts[question].negative
    if (answered > sheets) return { question, answered }
  }
  return null
}

/** What one household says: true for yes; null where it leaves a question out. */
export type Reply = Record<Question, boolean | null>

export function countReply(reply: Reply): Answers {
  return {
    sheets: 1,
    counts: eachQuestion((question) => ({
      positive: reply[question] === true ? 1 : 0,
      negative: reply[question] === false ? 1 : 0,
    })),
  }
}
