import { Type } from 'typebox'
import { QUARTER_PATTERN } from './domain/quarter-name.ts'

export const QuarterName = Type.String({ pattern: QUARTER_PATTERN, description: 'like 2026-Q3' })
