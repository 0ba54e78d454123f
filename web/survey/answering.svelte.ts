import type { AskedSurvey, PublicResults } from '../../server/contract.ts'
import { eachQuestion, QUESTIONS, type Reply } from '../../server/domain/survey/question.ts'
import { getJson, sendJson, toApiError } from '../api.ts'

/** Why something was not done; the texts have a sentence for each. */
export type AnswerFault = 'unknown' | 'tooMany' | 'failed' | 'atLeastOne'

/** A household's way from its code to its answers. Nothing of it is kept in the browser. */
export class Answering {
  code = $state('')
  reply = $state<Reply>(eachQuestion(() => null))
  phase = $state<'code' | 'questions' | 'thanks'>('code')
  busy = $state(false)
  fault = $state<AnswerFault | null>(null)
  asked = $state.raw<AskedSurvey | null>(null)
  /** What the survey before found, once the answers are in. */
  results = $state.raw<PublicResults | null>(null)

  /** Takes the code that stands behind the # of the address, which no server is told. */
  takeCode(): void {
    this.code = location.hash.slice(1)
    if (location.hash === '') return
    // Whoever has the telephone afterwards finds no code in its history.
    history.replaceState(null, '', location.pathname)
    void this.begin()
  }

  begin(): Promise<void> {
    return this.#run(async () => {
      const { code } = this
      this.asked = await sendJson<AskedSurvey>('POST', '/api/survey-answers/questions', { code })
      this.phase = 'questions'
    })
  }

  async send(): Promise<void> {
    if (QUESTIONS.every((question) => this.reply[question] === null)) {
      this.fault = 'atLeastOne'
      return
    }
    await this.#run(async () => {
      const { code, reply } = this
      await sendJson('POST', '/api/survey-answers', { code, reply })
      this.phase = 'thanks'
      this.results = await getJson<PublicResults>('/api/survey-answers/results').catch(() => null)
    })
  }

  async #run(task: () => Promise<void>): Promise<void> {
    if (this.busy) return
    this.busy = true
    this.fault = null
    try {
      await task()
    } catch (thrown) {
      this.fault = faultOf(thrown)
    } finally {
      this.busy = false
    }
  }
}

function faultOf(thrown: unknown): AnswerFault {
  const { code } = toApiError(thrown)
  if (code === 'too_many_requests') return 'tooMany'
  return code === 'unknown_answer_code' || code === 'invalid_input' ? 'unknown' : 'failed'
}
