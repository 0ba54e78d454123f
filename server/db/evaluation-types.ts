import type { ColumnType, Generated } from 'kysely'
import type { CardLevel } from '../domain/evaluation/indicators.ts'
import type { Weights } from '../domain/evaluation/scheme.ts'

/** Written once: every row here is a record. */
type Once<T> = ColumnType<T, T, never>
type Time = ColumnType<Date, Date, never>
type Json<T = unknown> = ColumnType<T, string, never>

/** The tables of the quarter, as Kysely sees them. */
export type EvaluationTables = {
  evaluation_scheme: {
    version: Once<number>
    from_quarter: Once<string>
    weights: Json<Weights>
    note: Once<string>
    author: Once<string>
    made_at: ColumnType<Date, Date | undefined, never>
  }
  quarter_closing: {
    quarter: Once<string>
    starts_at: Time
    ends_at: Time
    closed_at: Time
    closed_by: Once<string>
    note: Once<string>
    scheme: Once<number>
    release: Once<number>
    incidents: Once<number>
    hash: Once<string>
    demo: ColumnType<boolean, boolean | undefined, never>
  }
  quarter_level: {
    quarter: Once<string>
    level: Once<CardLevel | 'county'>
    ranked: Once<number>
    content: Json
  }
  quarter_card: {
    quarter: Once<string>
    level: Once<CardLevel>
    code: Once<string>
    name: Once<string>
    name_en: Once<string | null>
    parent: Once<string | null>
    score: Once<number | null>
    rank: Once<number | null>
    rank_low: Once<number | null>
    rank_high: Once<number | null>
    content: Json
  }
  quarter_staffing: {
    quarter: Once<string>
    level: Once<'county' | 'township'>
    code: Once<string>
    grids: Once<number>
    vacant_grids: Once<number>
    operators: Once<number>
    households: Once<number | null>
  }
  quarter_incident: {
    quarter: Once<string>
    incident_id: Once<number>
    number: Once<string>
    area: Once<string | null>
    unit: Once<string | null>
    counts: Once<string>
  }
  quarter_appeal: {
    id: Generated<number>
    quarter: Once<string>
    level: Once<CardLevel>
    code: Once<string>
    indicator: Once<string>
    frozen_numerator: Once<number>
    frozen_denominator: Once<number>
    incident_id: Once<number | null>
    incident_number: Once<string | null>
    reason: Once<string>
    made_by: Once<string>
    made_at: Time
  }
  quarter_appeal_decision: {
    appeal_id: Once<number>
    outcome: Once<'upheld' | 'rejected'>
    words: Once<string>
    decided_by: Once<string>
    decided_at: Time
    numerator: Once<number | null>
    denominator: Once<number | null>
  }
}
