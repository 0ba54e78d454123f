import type { ColumnType, Generated } from 'kysely'

type Time = ColumnType<Date, Date | string, Date | string>
type Made = ColumnType<Date, Date | undefined, Date | string>

/** The tables of the list of duties and of training, as Kysely sees them. */
export type TrainingTables = {
  duty_list: {
    version: number
    valid_from: string
    begins_at: Time
    items: ColumnType<unknown, string, never>
    note: string | null
    published_at: Made
    published_by: string
    demo: Generated<boolean>
  }
  duty_list_draft: {
    the_only: Generated<boolean>
    items: ColumnType<unknown, string | null, string | null>
    version: Generated<number>
    changed_at: Made
    changed_by: string
  }
  training_course: {
    id: Generated<number>
    name: string
    name_en: string
    minutes: number
    for_role: string
    gives: 'training' | 'certificate' | null
    given_name: string | null
    valid_months: number | null
    retired_at: Time | null
    version: Generated<number>
    changed_at: Made
    changed_by: string
  }
  training_plan: {
    id: Generated<number>
    period: string
    course_id: number
    area_id: number
    sessions: number
    version: Generated<number>
    changed_at: Made
    changed_by: string
  }
  training_session: {
    id: Generated<number>
    course_id: number
    area_id: number
    address: string
    x: number
    y: number
    starts_at: Time
    ends_at: Time
    capacity: number
    trainer: string
    cancelled_at: Time | null
    version: Generated<number>
    changed_at: Made
    changed_by: string
  }
  training_attendance: {
    session_id: number
    operator_id: number
    result: 'passed' | 'not_passed' | 'absent' | null
    qualification_id: number | null
    entered_at: Made
    entered_by: string
  }
}
