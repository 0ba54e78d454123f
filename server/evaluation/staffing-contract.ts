import { Type, type Static } from 'typebox'
import { Nullable } from '../nullable.ts'
import { QuarterName } from '../quarter-name.ts'
import { AreaOption, Count, DateTime } from './figure-schema.ts'

/** See `Staffing` in closing/staffing.ts. */
export const StaffingRow = Type.Object({
  level: Type.Enum(['county', 'township']),
  code: Type.String(),
  grids: Count,
  vacantGrids: Type.Integer({ minimum: 0, description: 'without a lead operator or a cover' }),
  operators: Type.Integer({ minimum: 0, description: 'different people assigned, backups included' }),
  households: Nullable(Count),
})
export type StaffingRow = Static<typeof StaffingRow>

export const KeptStaffing = Type.Object({
  quarter: QuarterName,
  at: Type.String({ ...DateTime, description: 'when the quarter was closed' }),
  items: Nullable(Type.Array(StaffingRow), {
    description: 'the area, and the townships in it; null: when it was closed, staffing was not kept yet',
  }),
})
export type KeptStaffing = Static<typeof KeptStaffing>

export const staffingContract = {
  staffing: {
    method: 'GET',
    url: '/api/evaluation/quarters/:quarter/staffing',
    schema: {
      tags: ['evaluation'],
      summary: 'How grids were staffed on the day on which a quarter was closed, by township',
      params: Type.Object({ quarter: QuarterName }),
      querystring: Type.Object({ area: AreaOption }, { additionalProperties: false }),
      response: { 200: KeptStaffing },
    },
  },
} as const
