/** Whom the chain of events puts down what rules, jobs and commands do to. No account has this name: nobody acts under it. */
export const PROGRAM_NAME = 'wangge'
