/** Where a nomination stands, in the order of its life. */
export const COMMENDATION_STATES = [
  'nominated',
  'returned',
  'reviewed',
  'publicised',
  'decided',
  'published',
  'withdrawn',
  'refused',
] as const
export type CommendationState = (typeof COMMENDATION_STATES)[number]

/** States in which nothing changes any more. */
export const ENDED_STATES: readonly CommendationState[] = ['published', 'withdrawn', 'refused']

/** Whom a title is for. */
export const SUBJECT_KINDS = ['township', 'operator', 'unit'] as const
export type SubjectKind = (typeof SUBJECT_KINDS)[number]

/** Days that an objection may come on: days on which the county's offices work, or all. */
export const DAY_KINDS = ['working', 'calendar'] as const
export type DayKind = (typeof DAY_KINDS)[number]

/** How an objection came: by somebody signed in, or taken by the centre from somebody whose name is not kept. */
export const OBJECTION_SOURCES = ['account', 'phone', 'letter', 'visit'] as const
export type ObjectionSource = (typeof OBJECTION_SOURCES)[number]

export const MOST_OBJECTION_DAYS = 60
export const MOST_IN_A_QUARTER = 99
