import { Type, type Static } from 'typebox'
import { DUTY_TASKS } from '../domain/duty-list/item.ts'
import { Nullable } from '../nullable.ts'
import { Remark } from '../written-text.ts'

const tags = ['duty list']
const closed = { additionalProperties: false }
const DateTime = Type.String({ format: 'date-time' })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, in the county' })
const Text = Remark(1000)
const Code = Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\x00-\\x1f\\p{Cs}]*$' })
const IfMatch = Type.Object({
  'if-match': Type.Optional(Type.String({ maxLength: 40, description: '"version" of the draft' })),
})
const Tasks = Type.Array(Type.Enum([...DUTY_TASKS]), {
  maxItems: DUTY_TASKS.length,
  uniqueItems: true,
  description: 'what operators do: find and report; settle what is small; verify on the spot',
})
const TEXTS = {
  operatorZh: Text,
  operatorEn: Text,
  othersZh: Text,
  othersEn: Text,
  basisZh: Text,
  basisEn: Text,
}

const DraftItem = Type.Object({ category: Code, tasks: Tasks, unit: Nullable(Code), ...TEXTS }, closed)

export const ListedDuty = Type.Object({
  category: Type.String({ description: 'code, of two levels' }),
  tasks: Tasks,
  unit: Nullable(Type.String({ description: 'code' })),
  unitName: Nullable(Type.String({ description: 'of the unit, as it was when the list was published' })),
  unitNameEn: Nullable(Type.String()),
  ...TEXTS,
})
export type ListedDuty = Static<typeof ListedDuty>

const Version = {
  version: Type.Integer({ minimum: 1 }),
  validFrom: Day,
  publishedAt: DateTime,
  publishedBy: Type.String(),
  note: Nullable(Type.String()),
}

export const DutyListRef = Type.Object({ ...Version, count: Type.Integer({ description: 'its items' }) })
export type DutyListRef = Static<typeof DutyListRef>

export const DutyList = Type.Object({ ...Version, items: Type.Array(ListedDuty) })
export type DutyList = Static<typeof DutyList>

export const DutyDraft = Type.Object({
  version: Type.Integer({ minimum: 1, description: 'of the draft, for If-Match' }),
  changedAt: DateTime,
  changedBy: Type.String(),
  items: Type.Array(DraftItem),
})
export type DutyDraft = Static<typeof DutyDraft>

export const dutyListContract = {
  current: {
    method: 'GET',
    url: '/api/duty-list',
    schema: {
      tags,
      summary: 'What operators and others do about each category: the list in force, and all versions',
      response: {
        200: Type.Object({
          today: Day,
          list: Nullable(DutyList, { description: 'null: none is in force yet' }),
          versions: Type.Array(DutyListRef, { description: 'the latest first' }),
          earliest: Type.String({ description: 'the first day from which a next version can hold' }),
          latest: Type.String({ description: 'the last such day' }),
        }),
      },
    },
  },
  version: {
    method: 'GET',
    url: '/api/duty-list/versions/:version',
    schema: {
      tags,
      summary: 'A published list; it never changes',
      params: Type.Object({ version: Type.Integer({ minimum: 1, maximum: 2 ** 31 - 1 }) }),
      response: { 200: DutyList },
    },
  },
  publish: {
    method: 'POST',
    url: '/api/duty-list/versions',
    schema: {
      tags,
      summary: 'Publishes the draft as the next version, for good',
      headers: IfMatch,
      body: Type.Object({ validFrom: Day, note: Type.Optional(Nullable(Text)) }, closed),
      response: { 201: DutyList },
    },
  },
  draft: {
    method: 'GET',
    url: '/api/duty-list/draft',
    schema: {
      tags,
      summary: 'The next list, as it is being written',
      response: { 200: Type.Object({ draft: Nullable(DutyDraft) }) },
    },
  },
  begin: {
    method: 'POST',
    url: '/api/duty-list/draft',
    schema: {
      tags,
      summary: 'Begins a draft, with what the latest version has; the one that there is already is given',
      response: { 201: DutyDraft },
    },
  },
  save: {
    method: 'PUT',
    url: '/api/duty-list/draft',
    schema: {
      tags,
      summary: 'Saves the draft; it may be incomplete',
      headers: IfMatch,
      body: Type.Object({ items: Type.Array(DraftItem, { maxItems: 200 }) }, closed),
      response: { 200: DutyDraft },
    },
  },
  discard: {
    method: 'DELETE',
    url: '/api/duty-list/draft',
    schema: { tags, summary: 'Gives the draft up', headers: IfMatch, response: { 204: Type.Null() } },
  },
} as const
