import type { ColumnType, Generated } from 'kysely'
import type { DraftState } from '../domain/boundary-draft.ts'
import type { Operation } from '../domain/coverage/edit/operation.ts'
import type { Shape } from '../domain/coverage/shape.ts'
import type { IncidentState } from '../domain/incident-state.ts'
import type { Rating } from '../domain/lifecycle/incident-case.ts'
import type { Level } from '../domain/level.ts'
import type { AccountTables } from './account-types.ts'
import type { CommendationTables } from './commendation-types.ts'
import type { DutyTables } from './duty-types.ts'
import type { EvaluationTables } from './evaluation-types.ts'
import type { PlanTables } from './plan-types.ts'
import type { PublicTables } from './public-types.ts'
import type { Open311Tables } from './open311-types.ts'
import type { TrainingTables } from './training-types.ts'
import type { SurveyTables } from './survey-types.ts'
import type { WallTables } from './wall-types.ts'

// The tables as Kysely sees them. tests/db/types.test.ts holds every name here, in account-types.ts and in duty-types.ts against the migrated database.

type Time = ColumnType<Date, Date | string, Date | string>
/** A column that only SQL writes and reads (geometry, ranges). */
type Opaque = ColumnType<never, never, never>

export type CountyTables = {
  area: {
    id: Generated<number>
    code: string
    external_code: string | null
    level: Level
    parent_id: number | null
    name: string
    name_en: string | null
    kind: 'general' | 'exclusive' | 'micro'
    households: number | null
    population: number | null
    retired_at: Time | null
  }
  release: {
    seq: Generated<number>
    published_at: ColumnType<Date, Date | undefined, never>
    valid_from: Time
    author: string
    note: string
    changeset: ColumnType<unknown, unknown, never>
    reviewer: string | null
    draft_id: number | null
  }
  area_version: {
    id: Generated<number>
    area_id: number
    parent_id: number | null
    release_from: number
    release_to: number | null
    valid: Opaque
    rings: ColumnType<Shape, never, never>
    geom: Opaque
    cell_resolution: number | null
    cell_count: number | null
    name: string
    name_en: string | null
    kind: 'general' | 'exclusive' | 'micro'
    households: number | null
    population: number | null
  }
  area_lineage: {
    id: Generated<number>
    release: number
    from_area_id: number | null
    to_area_id: number | null
    share_of_area: number | null
    households: number | null
    population: number | null
  }
  boundary_draft: {
    id: Generated<number>
    title: string
    area_id: number
    base_release: number
    state: Generated<DraftState>
    author_id: number
    reviewer_id: number | null
    note: Generated<string>
    review_note: Generated<string>
    operations: ColumnType<Operation[], Operation[] | undefined, Operation[]>
    done: Generated<number>
    touched: ColumnType<string[], string[] | undefined, string[]>
    version: Generated<number>
    hash: string | null
    approved_hash: string | null
    created_at: ColumnType<Date, never, never>
    changed_at: ColumnType<Date, Date | undefined, Date>
    release: number | null
  }
  address_point: {
    id: Generated<number>
    x: number
    y: number
    households: number
  }
  category: {
    code: string
    parent_code: string | null
    name: string
    name_en: string
    external_code: string | null
    emergency: boolean
    feedback_days: number
    close_days: number
    evidence: boolean
    for_public: Generated<boolean>
    examples: string | null
    examples_en: string | null
  }
  incident: {
    id: Generated<number>
    number: string
    category_code: string
    source: string
    source_key: string | null
    source_category: string | null
    title: string
    description: string | null
    address: string | null
    geom: Opaque
    occurred_at: Time
    reported_at: Time
    state: IncidentState
    priority: number
    due_at: Time | null
    closed_at: Time | null
    area_version_id: number | null
    version: Generated<number>
    changed: ColumnType<string, never, never>
    unit_id: number | null
    duplicate_of: number | null
    feedback_due_at: Time | null
    suspended_at: Time | null
    close_left_ms: number | null
    feedback_left_ms: number | null
    extended_days: Generated<number>
    request: ColumnType<unknown, never, never>
    supervised_due_at: Time | null
    urged: Generated<number>
    escalation: Generated<number>
    rating: Rating | null
    reported_by: string | null
    handled_by: string | null
    reopened: Generated<number>
    grams: Generated<number[]>
    public_answer: string | null
  }
  operator: {
    id: Generated<number>
    code: string
    name: string
    area_id: number
    left_at: ColumnType<string, string | null, string | null> | null
    account_id: number | null
    unit_id: number | null
    phone: string | null
  }
  assignment: {
    id: Generated<number>
    operator_id: number
    grid_id: number
    role: 'lead' | 'backup' | 'cover'
    valid: Opaque
  }
  grid_visit: {
    grid_id: number
    cell: string
    day: string
    count: number
    changed: ColumnType<never, never, never>
  }
  unit: {
    id: Generated<number>
    code: string
    name: string
    name_en: string | null
    area_id: number | null
    category_codes: string[]
    demo: Generated<boolean>
    retired_at: Time | null
  }
  incident_event: {
    seq: number
    incident_id: number | null
    version: number
    action: string
    from_state: IncidentState | null
    to_state: IncidentState | null
    actor: string
    actor_role: string
    at: Time
    note: string | null
    data: ColumnType<unknown, never, never>
    prev_hash: string
    hash: string
  }
  event_head: {
    the_only: Generated<boolean>
    seq: number
    hash: string
    at: Time
  }
  daily_number: {
    day: string
    last: number
  }
  report_key: {
    account_id: number
    key: string
    body_hash: string
    incident_id: number
    created_at: ColumnType<Date, never, never>
  }
  supervision_rule: {
    code: string
    condition: 'timeLeft' | 'overdue'
    amount: number
    action: 'urge' | 'supervise' | 'escalate'
    days: number | null
    enabled: Generated<boolean>
    since: ColumnType<Date, Date | undefined, Date>
  }
  supervision_done: {
    rule_code: string
    incident_id: number
    reopened: number
    at: ColumnType<Date, never, never>
  }
  photo: {
    id: Generated<number>
    incident_id: number
    added_by: string
    added_at: ColumnType<Date, never, never>
    width: number
    height: number
    body: Uint8Array
    small: Uint8Array
    upload_id: string | null
  }
  office_hours: {
    the_only: Generated<boolean>
    weekdays: ColumnType<number[], never, never>
    hours: string
  }
  calendar_day: {
    day: string
    kind: 'holiday' | 'workday'
    name: string | null
    name_en: string | null
  }
  reporter_contact: {
    incident_id: number
    key_id: string
    sealed: Uint8Array
    created_at: ColumnType<Date, never, never>
  }
  setting: {
    name: string
    value: ColumnType<unknown, string, string>
  }
}

export type Database = AccountTables &
  CommendationTables &
  CountyTables &
  DutyTables &
  EvaluationTables &
  Open311Tables &
  PlanTables &
  PublicTables &
  SurveyTables &
  TrainingTables &
  WallTables
