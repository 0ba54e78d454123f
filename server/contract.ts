// The web's only door to the server: contracts, gathered. Only types may be imported from here by web/.
export type { AddedAccount, ManagedAccount, NewPassword } from './accounts/admin-contract.ts'
export type { SessionState } from './accounts/contract.ts'
export type { Contact } from './contacts/contract.ts'
export type { CommendationList, IncidentBehind } from './commendations/contract.ts'
export type {
  Commendation,
  CommendationItem,
  CommendationTitle,
  Figures as NominationFigures,
  Notice,
  Objection,
  Subject,
  TraceStep,
} from './commendations/schema.ts'
export type { CalendarYear } from './calendar/contract.ts'
export type { Area, AreaDetail, AreaTree, County } from './areas/contract.ts'
export type { Draft, DraftArea, DraftGround, DraftItem, Impact } from './boundaries/draft-schema.ts'
export type { GroundThen, ReleaseDifference, ReleaseItem } from './boundaries/release-schema.ts'
export type {
  DutySession,
  DutyState,
  OnDuty,
  OwnTrack,
  TakenPositions,
  Track,
  TrackerAddress,
} from './duty/contract.ts'
export type { Display, Pairing, Tour } from './displays/contract.ts'
export type { DutyDraft, DutyList, DutyListRef, ListedDuty } from './duty-list/contract.ts'
export type { DutyPack, PackedCase } from './duty/own/pack-contract.ts'
export type { Appeal, Corrections } from './evaluation/closing-contract.ts'
export type {
  CountedIncident,
  CountedIncidents,
  Preview,
  QuarterItem,
  Scorecards,
} from './evaluation/contract.ts'
export type { KeptStaffing, StaffingRow } from './evaluation/staffing-contract.ts'
export type { Card, Closing, Figure, Scheme, ShownIndicator, Totals } from './evaluation/figure-schema.ts'
export type { SavedFilter } from './filters/contract.ts'
export type { BulkAnswer, Life, Queue, QueueItem, ReportBody, Similar, Step } from './handling/contract.ts'
export type { LiveGone, LiveMark, LiveRelease, LiveStep } from './live/contract.ts'
export type { AppKey, MadeKey } from './open311/key-contract.ts'
export type { ComingEnd, Expiry, Findings, Overload, Vacancy } from './operators/findings/findings-schema.ts'
export type {
  Assignment,
  Operator,
  OperatorList,
  OperatorRef,
  Qualification,
} from './operators/operator-schema.ts'
export type { RosterAnswer } from './operators/roster/import-contract.ts'
export type { Photo } from './photos/contract.ts'
export type { ParticipationCount, ParticipationReport } from './participation/contract.ts'
export type { AskedSurvey, PublicResults } from './surveys/answer-contract.ts'
export type { ResultRow, SurveyFigure, SurveyResults } from './surveys/result-schema.ts'
export type {
  GridDraw,
  Sheet,
  Survey,
  SurveyEntry,
  SurveyGrid,
  SurveyPlan,
  Wording,
  Wordings,
} from './surveys/survey-schema.ts'
export type { Milestone, Plan, PlanEvent } from './plan/contract.ts'
export type {
  Attendance,
  Course,
  Due,
  DueList,
  PlanLine,
  Session,
  SessionDetail,
  TrainedShares,
} from './training/training-schema.ts'
export type {
  Form,
  Nearby,
  PublicArea,
  PublicAreas,
  PublicItem,
  PublicMap,
  PublicReportBody,
  Taken,
  Tracked,
} from './public/contract.ts'
export type { Unit } from './units/contract.ts'
export type { WallCase, WallPicture, WallPlan } from './wall/contract.ts'
export type { Figures, Incident, IncidentDetail, IncidentPage, Summary } from './incidents/contract.ts'
export type { Care, CoverageCells, CoverageReport } from './patrols/contract.ts'
export type { Gaps, Suggestion } from './patrols/gaps/gaps-contract.ts'
export type { CoverageTrend, Presence, Replay } from './patrols/presence/presence-contract.ts'
export type { Reach } from './patrols/reach/reach-contract.ts'
export type { ErrorBody, ErrorCode } from './errors.ts'
