import {
  addAnswers,
  countReply,
  eachQuestion,
  noAnswers,
  type Answers,
  type Question,
  type Reply,
} from '../domain/survey/question.ts'
import type { Random } from './random.ts'

/** How likely a household of a village says yes, by question, when the service begins. */
export type Mood = Record<Question, number>

/** The mean over villages, how much these differ, and by how much it rises with each quarter. */
const COURSE: Record<Question, { mean: number; spread: number; rise: number }> = {
  awareness: { mean: 0.58, spread: 0.09, rise: 0.04 },
  participation: { mean: 0.27, spread: 0.07, rise: 0.025 },
  satisfaction: { mean: 0.84, spread: 0.05, rise: 0.012 },
}

const ANSWERED_SHARE = 0.86
const WEB_SHARE = 0.15
const LEFT_OUT_SHARE = 0.03

export function demoMood(random: Random): Mood {
  return eachQuestion((question) => COURSE[question].mean + COURSE[question].spread * random.normal())
}

/** What the households that were drawn in a grid said: on paper and by code. `progress`: quarters since the first. */
export function demoAnswers(
  random: Random,
  mood: Mood,
  { places, progress }: { places: number; progress: number },
): { paper: Answers; web: Answers } {
  let [paper, web] = [noAnswers(), noAnswers()]
  for (let i = 0; i < places; i += 1) {
    if (random.next() >= ANSWERED_SHARE) continue
    const reply: Reply = eachQuestion((question) => {
      if (random.next() < LEFT_OUT_SHARE) return null
      const likely = mood[question] + COURSE[question].rise * progress
      return random.next() < Math.min(0.98, Math.max(0.05, likely))
    })
    if (random.next() < WEB_SHARE) web = addAnswers(web, countReply(reply))
    else paper = addAnswers(paper, countReply(reply))
  }
  return { paper, web }
}
