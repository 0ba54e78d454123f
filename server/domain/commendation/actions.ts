import type { Permission } from '../permission.ts'
import type { CommendationState, SubjectKind } from './state.ts'

/** What permits an action; `nominate` is another permission for each kind of subject (NOMINATING). */
type Permit = Permission | 'nominate'

export type CommendationRule = {
  from: readonly CommendationState[]
  to: CommendationState
  /** Any one of these. */
  permits: readonly Permit[]
  /** Not by anybody who took one of these steps before. */
  otherThan: readonly CommendationAction[]
  /** Words must say why. */
  needsWords: boolean
}

export type CommendationAction =
  'nominate' | 'correct' | 'review' | 'publicise' | 'decide' | 'publish' | 'return' | 'withdraw' | 'refuse'

/** Who nominates: the township its own operators; who oversees all, townships and units. */
export const NOMINATING: Record<SubjectKind, Permission> = {
  operator: 'nominateOperators',
  township: 'nominateTownships',
  unit: 'nominateTownships',
}

/**
 * The life of a nomination: nominate → review → publicise → decide → publish. Whoever nominated does not review, whoever
 * nominated or reviewed does not decide.
 */
export const COMMENDATION_ACTIONS: Record<Exclude<CommendationAction, 'nominate'>, CommendationRule> = {
  /** After a return: with other words, and outcomes reckoned anew. */
  correct: { from: ['returned'], to: 'nominated', permits: ['nominate'], otherThan: [], needsWords: false },
  review: {
    from: ['nominated'],
    to: 'reviewed',
    permits: ['reviewCommendations'],
    otherThan: ['nominate', 'correct'],
    needsWords: false,
  },
  /** Everybody who is signed in sees it, and may object for some days. */
  publicise: {
    from: ['reviewed'],
    to: 'publicised',
    permits: ['publiciseCommendations'],
    otherThan: [],
    needsWords: false,
  },
  decide: {
    from: ['publicised'],
    to: 'decided',
    permits: ['decideCommendations'],
    otherThan: ['nominate', 'correct', 'review'],
    needsWords: false,
  },
  /** By a notice, with others of its quarter. */
  publish: {
    from: ['decided'],
    to: 'published',
    permits: ['publishCommendations'],
    otherThan: [],
    needsWords: false,
  },
  /** To be corrected by who nominates. */
  return: {
    from: ['nominated', 'reviewed', 'publicised', 'decided'],
    to: 'returned',
    permits: ['reviewCommendations', 'decideCommendations'],
    otherThan: ['nominate', 'correct'],
    needsWords: true,
  },
  withdraw: {
    from: ['nominated', 'returned', 'reviewed', 'publicised'],
    to: 'withdrawn',
    permits: ['nominate'],
    otherThan: [],
    needsWords: true,
  },
  refuse: {
    from: ['nominated', 'reviewed', 'publicised'],
    to: 'refused',
    permits: ['reviewCommendations', 'decideCommendations'],
    otherThan: ['nominate', 'correct'],
    needsWords: true,
  },
}

/** What may be asked of one nomination by itself; it is published by a notice. */
export const SINGLE_ACTIONS = [
  'correct',
  'review',
  'publicise',
  'decide',
  'return',
  'withdraw',
  'refuse',
] as const
export type SingleAction = (typeof SINGLE_ACTIONS)[number]
