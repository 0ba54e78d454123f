import type { ColumnType, Generated } from 'kysely'
import type { CommendationAction } from '../domain/commendation/actions.ts'
import type {
  CommendationState,
  DayKind,
  ObjectionSource,
  SubjectKind,
} from '../domain/commendation/state.ts'

type Time = ColumnType<Date, Date | string, Date | string>
type Made = ColumnType<Date, Date | undefined, Date | string>

/** The tables of commendations, as Kysely sees them. Days are texts, YYYY-MM-DD. */
export type CommendationTables = {
  commendation_title: {
    id: Generated<number>
    kind: SubjectKind
    name: string
    name_en: string
    most: number
    objection_days: number
    objection_day_kind: DayKind
    retired_at: Time | null
    version: Generated<number>
    changed_at: Made
    changed_by: string
  }
  commendation_notice: {
    id: Generated<number>
    quarter: string
    number: string
    dated: string
    county_name: string
    county_name_en: string | null
    published_by: string
    published_at: Time
  }
  commendation: {
    id: Generated<number>
    title_id: number
    quarter: string
    operator_id: number | null
    area_id: number | null
    unit_id: number | null
    township_id: number | null
    subject_code: string
    subject_name: string
    subject_name_en: string | null
    state: CommendationState
    words: string
    words_en: string | null
    outcomes: ColumnType<unknown, string, string>
    round: Generated<number>
    publicised_on: string | null
    last_objection_day: string | null
    notice_id: number | null
    place: number | null
    version: Generated<number>
    changed_at: Time
  }
  commendation_event: {
    id: Generated<number>
    commendation_id: number
    version: number
    action: CommendationAction | 'object' | 'decideObjection'
    from_state: CommendationState | null
    to_state: CommendationState
    actor: string
    actor_role: string
    at: Time
    words: string | null
  }
  commendation_objection: {
    id: Generated<number>
    commendation_id: number
    round: number
    source: ObjectionSource
    words: string
    actor: string
    at: Time
  }
  commendation_objection_decision: {
    objection_id: number
    upheld: boolean
    words: string
    actor: string
    at: Time
  }
}
