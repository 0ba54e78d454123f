import type { Steps } from './domain/steps.ts'

/** So long goes work on before others have a turn, in milliseconds: a reader waits no longer for it than for another reader. */
const TURN_MILLISECONDS = 10

/** Turns of long work in the one thread of the server: between two of them readers get their answers. */
export class Turns {
  #beganAt = performance.now()

  /** Asked between two steps: goes on at once while the turn is young, or lets everybody else go first. */
  async next(): Promise<void> {
    if (performance.now() - this.#beganAt < TURN_MILLISECONDS) return
    await new Promise(setImmediate)
    this.#beganAt = performance.now()
  }
}

/** Does the steps of long work in turns with others. */
export async function inTurns<Result>(work: Steps<Result>): Promise<Result> {
  const turns = new Turns()
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    await turns.next()
  }
}
