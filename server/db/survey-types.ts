import type { ColumnType, Generated } from 'kysely'
import type { Counts, Question } from '../domain/survey/question.ts'
import type { DrawnPlace } from '../domain/survey/draw.ts'
import type { SurveyState } from '../domain/survey/survey-state.ts'

type Made = ColumnType<Date, Date | undefined, never>
type Time = ColumnType<Date, Date | string, Date | string>

/** The tables of surveys and of what villages do together, as Kysely sees them. */
export type SurveyTables = {
  survey_wording: {
    version: number
    questions: ColumnType<unknown, string, never>
    published_at: Made
    published_by: string
  }
  survey: {
    id: Generated<number>
    quarter: string
    wording: number
    targets: ColumnType<Record<Question, number>, string, string>
    total: number
    least: number
    state: Generated<SurveyState>
    version: Generated<number>
    made_by: string
    made_at: Made
    seed: string | null
    release: number | null
    drawn_by: string | null
    drawn_at: Time | null
    closed_by: string | null
    closed_at: Time | null
  }
  survey_grid: {
    survey_id: number
    grid_id: number
    village_id: number | null
    township_id: number | null
    households: number
    places: ColumnType<DrawnPlace[], string, never>
  }
  survey_code: {
    code_hash: string
    survey_id: number
    grid_id: number
  }
  survey_web_answer: {
    survey_id: number
    grid_id: number
    sheets: number
    counts: ColumnType<Counts, string, string>
  }
  survey_entry: {
    id: Generated<number>
    survey_id: number
    grid_id: number
    withdraws: number | null
    sheets: number
    counts: ColumnType<Counts, string, never>
    interviewer: string | null
    entered_by: string
    entered_at: Made
  }
  participation_count: {
    village_id: number
    month: string
    volunteers: number
    meetings: number
    version: Generated<number>
    entered_by: string
    entered_at: Time
  }
}
