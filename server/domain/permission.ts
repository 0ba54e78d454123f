import type { Role } from './role.ts'

/**
 * What roles may do beside the actions of the life cycle (lifecycle/actions.ts): the server decides by it, the web shows
 * by it.
 */
export const PERMISSIONS = {
  /** Put a new incident on file, where the grant reaches. */
  report: ['leader', 'dispatcher', 'supervisor', 'manager', 'operator'],
  /** Add photos to an incident in reach; people of its unit may too. */
  addPhotos: ['dispatcher', 'supervisor', 'manager', 'operator'],
  /** Add people, give and take roles, and put an end to their sessions. */
  manageAccounts: ['administrator'],
  /** Make and revoke keys with which apps of others file reports by Open311. */
  manageAppKeys: ['administrator'],
  /** Say when offices work: by it deadlines are reckoned. */
  editCalendar: ['administrator'],
  /**
   * See drafts of boundaries and what each release changed. A draft shows open incidents and operators of whole townships, so
   * it is for the roles that see the county, and for no others.
   */
  readBoundaries: ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst'],
  /** Be led to the posters with the QR code of a grid, by which the public reports from there: for whoever looks after the ground. */
  printPosters: ['administrator', 'leader', 'dispatcher', 'analyst', 'manager', 'operator'],
  /** Begin drafts, and publish those that were approved. */
  editBoundaries: ['analyst', 'administrator'],
  /** Approve or reject what somebody else has drawn; nobody reviews their own. */
  reviewBoundaries: ['analyst', 'supervisor', 'leader', 'administrator'],
  /** Change the outer boundary of the county. */
  moveOuterBoundary: ['administrator'],
  /** Put away for good what somebody else has drawn. */
  discardBoundaries: ['administrator'],
  /** See who is on duty and where, and how operators can be reached: for those who send them. */
  seeStaff: ['leader', 'dispatcher', 'supervisor', 'manager'],
  /** Be on duty: begin and end it, and say where one is meanwhile. */
  serveDuty: ['operator'],
  /** See where an operator was on a day; each reading is kept, and the operator sees it. */
  readTracks: ['supervisor', 'administrator'],
  /** Say that somebody should go to a place. */
  suggestVisits: ['leader', 'dispatcher', 'supervisor', 'manager'],
  /** Add operators, say who looks after which grid and until when, and note what they have learnt. */
  manageStaff: ['administrator', 'manager'],
  /**
   * Look at what walls show, as a person. A wall names who is on duty and who is nearest, so it is for those who send people, set
   * walls up, or are a shared screen.
   */
  seeWall: ['administrator', 'leader', 'dispatcher', 'supervisor', 'manager', 'display'],
  /** Pair displays with walls, say what they show, and turn them off. */
  manageDisplays: ['administrator'],
  /** Show one scene on a display for a while, and take it back. */
  pinScenes: ['administrator', 'leader', 'dispatcher'],
  /** See the promotion plan: whoever sees the county, and managers that of their township. */
  seePlan: ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst', 'manager'],
  /** Set dates, targets and owners of the plan, begin it from a template, and withdraw milestones. */
  editPlan: ['administrator', 'leader'],
  /** Count what the system cannot know, and say that a milestone is done. */
  countPlan: ['administrator', 'leader', 'manager'],
  /** Urge, supervise and escalate milestones that are late. */
  supervisePlan: ['leader', 'supervisor'],
  /**
   * See nominations on their way, and those that came to nothing: for those who work on them, a manager for the own township.
   * Whoever is signed in sees what is public: for objections, or for good.
   */
  seeNominations: ['administrator', 'leader', 'dispatcher', 'supervisor', 'manager'],
  /** Nominate operators of the own township, for outcomes of their grids; and correct or withdraw that. */
  nominateOperators: ['manager'],
  /** Nominate townships and units; and correct or withdraw that. */
  nominateTownships: ['supervisor', 'dispatcher'],
  /** Review what somebody else nominated, send it back, and decide objections of others. */
  reviewCommendations: ['supervisor'],
  /** Make a reviewed nomination public, so that anybody can object for some days. */
  publiciseCommendations: ['supervisor', 'administrator'],
  /** Decide on a nomination that others made and reviewed, once objections are over. */
  decideCommendations: ['leader'],
  /** Publish what was decided, by a notice with a number. */
  publishCommendations: ['administrator', 'leader'],
  /** Object to what is public, in one's own name: anybody but a shared screen, whose account is nobody's and would answer for nothing. */
  object: [
    'administrator',
    'leader',
    'dispatcher',
    'supervisor',
    'analyst',
    'manager',
    'handler',
    'operator',
  ],
  /** Write down an objection that somebody brought by phone, letter or in person; their name is not kept. */
  takeObjections: ['dispatcher'],
  /** Say which titles there are, how many of each in a quarter, and how long they stand in public. */
  manageTitles: ['administrator'],
  /** Write the next list of duties of a grid, and publish it. */
  editDuties: ['administrator', 'analyst'],
  /** See who was taught what and who is due; what is changed of it is for those who manage staff. */
  seeTraining: ['administrator', 'leader', 'dispatcher', 'supervisor', 'manager'],
  /** See scorecards of the quarter: of the whole county, or of what lies in one's own townships. */
  seeEvaluation: ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst', 'manager'],
  /** Say how much each indicator counts, from a quarter on. */
  editScheme: ['analyst', 'administrator'],
  /** Freeze the figures of a quarter that has ended. */
  closeQuarter: ['supervisor', 'administrator'],
  /** Appeal against a frozen figure of an own area. */
  appeal: ['manager'],
  /** Decide what others have appealed against. */
  decideAppeals: ['supervisor', 'leader'],
  /** See which surveys there are. */
  seeSurveys: ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst', 'manager', 'operator'],
  /** See what surveys found and how people take part, where the grant reaches; not operators, whose grids the answers are about. */
  seeSurveyResults: ['administrator', 'leader', 'dispatcher', 'supervisor', 'analyst', 'manager'],
  /** Publish wordings, plan, draw and close surveys. */
  runSurveys: ['analyst', 'administrator'],
  /** Print sheets and type in what was answered; an operator never for a grid that they look after. */
  enterAnswers: ['administrator', 'analyst', 'dispatcher', 'manager', 'operator'],
  /** Say how many volunteered and met in a village in a month. */
  enterParticipation: ['administrator', 'manager'],
} as const satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

export function may(roles: Iterable<Role>, permission: Permission): boolean {
  const allowed: readonly Role[] = PERMISSIONS[permission]
  return [...roles].some((role) => allowed.includes(role))
}
