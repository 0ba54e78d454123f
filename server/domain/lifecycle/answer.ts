import type { ActionName } from './actions.ts'
import type { IncidentCase } from './incident-case.ts'
import type { ActionInput } from './refusal.ts'

/** The steps with which the public can be told something, beside `answer` itself: those after which nothing more comes. */
export const ANSWERING: readonly ActionName[] = ['pass', 'reject', 'markDuplicate']

/** Whether an answer to the public may go with an action. */
export function takesAnswer(action: ActionName): boolean {
  return action === 'answer' || ANSWERING.includes(action)
}

/** The longest answer, in characters. */
export const LONGEST_ANSWER = 500

/** What the public is told after an action: the new words, nothing where they were taken back, or what it was told before. */
export function answerAfter({ answer }: IncidentCase, { answer: said }: ActionInput): string | null {
  if (said === undefined) return answer
  return said.trim() || null
}
