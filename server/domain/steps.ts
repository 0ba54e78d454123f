/**
 * Long work is written as a generator that pauses after each step: a server does it in turns with other work (turns.ts), and
 * whoever has nothing else to do finishes it at once.
 */
export type Steps<Result> = Generator<void, Result>

/** Does all steps at once. */
export function finish<Result>(work: Steps<Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
