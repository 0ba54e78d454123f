/** Every error that the API answers with: its code, its HTTP status and what it means. docs/errors.md lists the same. */
export const ERRORS = {
  invalid_input: {
    status: 400,
    meaning: 'A parameter or the body is not what the schema asks for; nothing was done.',
  },
  unauthenticated: { status: 401, meaning: 'Nobody is signed in, or the session is over.' },
  wrong_credentials: { status: 401, meaning: 'There is no such account, or the password is wrong.' },
  locked: {
    status: 429,
    meaning: 'Too many wrong passwords for this account; `details.seconds` says how long it takes none.',
  },
  openid_denied: { status: 403, meaning: 'The person refused at the provider of OpenID Connect.' },
  openid_unknown: {
    status: 403,
    meaning: 'No account is linked to whoever signed in at the provider; an administrator does that.',
  },
  openid_expired: {
    status: 403,
    meaning: 'Signing in took too long, was done already, or was begun in another browser: begin again.',
  },
  openid_failed: {
    status: 502,
    meaning: 'The provider refused the request, or its answer does not hold; the log says why.',
  },
  openid_unreachable: { status: 503, meaning: 'The provider does not answer; passwords still work.' },
  too_many_requests: {
    status: 429,
    meaning: 'Too many requests from this address; the header retry-after says when to come back.',
  },
  forged: {
    status: 403,
    meaning: 'The request comes from a page of another place, or without the token of GET /api/session.',
  },
  out_of_scope: { status: 403, meaning: 'The area is not among those that this account sees.' },
  not_allowed: {
    status: 403,
    meaning: 'This is for other roles, or for somebody else than who did the step before.',
  },
  wrong_state: {
    status: 409,
    meaning: 'The incident, draft, milestone or nomination is not in a state from which this action goes.',
  },
  stale: {
    status: 412,
    meaning:
      'Somebody else was faster: `details` has the version now and, of an incident, the steps since the one named in If-Match.',
  },
  precondition_required: { status: 428, meaning: 'A change needs If-Match with the version that was seen.' },
  key_reused: { status: 409, meaning: 'The Idempotency-Key was used for another report.' },
  contact_unavailable: {
    status: 503,
    meaning:
      'Contact details can be neither kept nor read: WANGGE_SECRET is missing, or is another than sealed them.',
  },
  unknown_code: {
    status: 404,
    meaning: 'No report of the public has this tracking code: it was mistyped, or the report is no more.',
  },
  proof_refused: {
    status: 403,
    meaning:
      'The puzzle that stands before a report of the public is unsolved, too old, or was handed in before: ask for a new one.',
  },
  name_taken: { status: 409, meaning: 'Another of your saved searches has this name.' },
  too_many_filters: { status: 409, meaning: 'You have as many saved searches as are kept for one account.' },
  unknown_filter: { status: 404, meaning: 'You have no saved search of this id.' },
  too_many_rows: {
    status: 422,
    meaning: 'More incidents than a workbook holds fit the filter; nothing was exported.',
  },
  unknown_area: { status: 404, meaning: 'No area with this code is valid now.' },
  unknown_incident: { status: 404, meaning: 'No incident has this id.' },
  unknown_release: {
    status: 404,
    meaning: 'There is no release of this number; GET /api/areas says which is the latest.',
  },
  unknown_operator: { status: 404, meaning: 'You see no operator, assignment or qualification of this id.' },
  unknown_session: { status: 404, meaning: 'You have no duty session of this id.' },
  unknown_upload: { status: 404, meaning: 'You have no upload of this id.' },
  upload_gap: {
    status: 409,
    meaning: 'A part does not begin where the parts before it end: `details.received` says where that is.',
  },
  unknown_draft: { status: 404, meaning: 'No draft of boundaries has this id.' },
  unknown_suggestion: {
    status: 404,
    meaning: 'No open suggestion of a visit has this id: it was done or withdrawn, or there was none.',
  },
  unknown_display: { status: 404, meaning: 'No display has this id: it was turned off, or there was none.' },
  unknown_tour: { status: 404, meaning: 'No tour has this id.' },
  unknown_milestone: { status: 404, meaning: 'You see no milestone of the plan of this id.' },
  unknown_pairing: {
    status: 404,
    meaning:
      'No screen shows this code now: it was mistyped, used already, or has expired; the screen shows a new one.',
  },
  unknown_survey: { status: 404, meaning: 'No survey, and no entry of one, has this id.' },
  survey_exists: { status: 409, meaning: 'There is a survey of this quarter already.' },
  unknown_answer_code: {
    status: 404,
    meaning:
      'No open survey waits for an answer under this code: it was mistyped, was used, or the survey is over.',
  },
  name_in_use: {
    status: 409,
    meaning: 'Another display, tour, title of commendation or notice has this name or number.',
  },
  outside_display: {
    status: 409,
    meaning: 'A display shows its own area and what lies in it, and nothing of any other area.',
  },
  operation_refused: {
    status: 409,
    meaning:
      'A change of boundaries cannot be done, and nothing was kept: `details` has its place in the list (`at`), why (`refused`), the areas (`codes`) and where (`place`).',
  },
  coverage_faulty: {
    status: 409,
    meaning:
      'With the changes of the draft the areas would not be exact: `details.faults` has the kind, the areas and the place of each fault.',
  },
  draft_stale: {
    status: 409,
    meaning:
      'A release published since the draft was begun has changed areas that it changes: `details` has the `release`, its `author`, the areas (`codes`) and a `place`.',
  },
  operator_taken: { status: 409, meaning: 'Another operator has this code, or is linked to this account.' },
  already_assigned: {
    status: 409,
    meaning:
      'On some of these days somebody else leads the grid, or this operator looks after it already: `details` says who (`operator`, `role`) and when (`from`, `until`).',
  },
  unknown_commendation: {
    status: 404,
    meaning: 'You see no nomination, objection, title or notice of this id.',
  },
  already_nominated: {
    status: 409,
    meaning: 'This operator, township or unit is nominated for the title in this quarter already.',
  },
  commendation_refused: {
    status: 409,
    meaning:
      'The step cannot be taken yet, or not by you: `details.why` is own, twice, days, objections, upheld, quarter, most or grids.',
  },
  not_on_duty_list: {
    status: 409,
    meaning:
      'By the list of duties in force this is nothing that operators do with incidents of this category: `details` has the `list` (its version) and the `category`.',
  },
  unknown_duty_list: {
    status: 404,
    meaning: 'There is no list of duties of this version, or no draft of one.',
  },
  duty_list_incomplete: {
    status: 409,
    meaning:
      'The draft cannot be published: `details.faults` has the category, the field and what is wrong (missing, unknown, twice).',
  },
  unknown_training: { status: 404, meaning: 'You see no course, session or line of the plan of this id.' },
  training_held: {
    status: 409,
    meaning:
      'Results of the session are entered: it is neither moved nor cancelled before they are taken back.',
  },
  import_refused: {
    status: 422,
    meaning:
      'Rows of the file cannot be used, and nothing was kept: `details.faults` has line, field and reason.',
  },
  too_many_streams: {
    status: 503,
    meaning:
      'As many live streams are open as this server takes; the header retry-after says when to come back.',
  },
  too_many_own_streams: {
    status: 429,
    meaning:
      'This account has as many live streams open as one may have; close some, or come back after the header retry-after.',
  },
  unknown_quarter: {
    status: 404,
    meaning: 'No quarter of this name has begun, or nothing is on file from it.',
  },
  unknown_scorecard: {
    status: 404,
    meaning: 'No area or unit of this code has a scorecard on this level in the quarter.',
  },
  unknown_appeal: { status: 404, meaning: 'You see no appeal of this id.' },
  quarter_running: { status: 409, meaning: 'The quarter has not ended: only then can it be closed.' },
  quarter_open: {
    status: 409,
    meaning: 'The quarter is not closed: what is not frozen has neither proof, corrections nor appeals.',
  },
  quarter_closed: { status: 409, meaning: 'The quarter is closed: its figures and its scheme are frozen.' },
  appeal_waits: { status: 409, meaning: 'The same appeal waits for its decision already.' },
  appeal_decided: { status: 409, meaning: 'The appeal was decided already; a decision is final.' },
  not_found: { status: 404, meaning: 'Nothing is served at this address.' },
  not_ready: { status: 503, meaning: 'The server is starting, stopping or has lost its database.' },
  internal: { status: 500, meaning: 'A fault of the server; its log has the details under the request id.' },
} as const

export type ErrorCode = keyof typeof ERRORS
export type ErrorBody = { error: { code: ErrorCode; message: string; details?: unknown } }

/** An error with a code, meant for the caller: `message` says what was expected and what came. */
export class CodedError extends Error {
  readonly code: ErrorCode
  readonly details: unknown

  constructor(code: ErrorCode, message: string, details?: unknown) {
    super(message)
    this.name = 'CodedError'
    this.code = code
    this.details = details
  }

  get status(): number {
    return ERRORS[this.code].status
  }
}

/** An error that stops start-up or a command: one clear sentence for the person at the terminal. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
