/** Whom the chain of events puts down what rules, jobs and commands do to. No account has this name: nobody acts under it. */
export const PROGRAM_NAME = 'wangge'

/** Whom it puts down what people without an account report, add and rate to; no account has this name either. */
export const PUBLIC_NAME = 'public'
