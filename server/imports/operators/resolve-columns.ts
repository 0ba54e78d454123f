import { findColumn, type Column } from '../find-column.ts'
import { ImportFault } from '../import-fault.ts'
import { listed } from '../listed.ts'

/** The headings of a list of operators, in English and Chinese; only the first is needed. */
const HEADINGS = {
  code: ['code', '编号', '网格员编号'],
  name: ['name', '姓名'],
  area: ['area', '所属', '所属区域', '所属乡镇'],
  unit: ['unit', '单位'],
  phone: ['phone', '工作电话'],
  account: ['account', '账号'],
  grid: ['grid', '网格', '网格编码'],
  role: ['role', '角色'],
  from: ['from', '开始', '开始日期'],
  until: ['until', '结束', '结束日期'],
  certificate: ['certificate', '证书'],
  training: ['training', '培训'],
  obtained: ['obtained', '取得日期'],
  expires: ['expires', '有效期至'],
} as const

export type RosterField = keyof typeof HEADINGS
export type RosterColumns = Record<RosterField, Column | null> & { code: Column }

/** Where each field stands. Throws an ImportFault where there is no column of codes, or one that is not known. */
export function resolveRosterColumns(columns: readonly string[], file: string): RosterColumns {
  const fields = Object.keys(HEADINGS) as RosterField[]
  const known = new Set<string>(fields.flatMap((field) => HEADINGS[field]))
  const strange = columns.filter((name) => !known.has(name))
  if (strange.length > 0) {
    throw new ImportFault(
      `${file} must have only the columns ${fields.map((field) => HEADINGS[field].slice(0, 2).join('/')).join(', ')}, but it has ${listed(strange.map((name) => JSON.stringify(name)))}.`,
    )
  }
  const found = Object.fromEntries(
    fields.map((field) => [field, findColumn(null, HEADINGS[field], columns, file)]),
  ) as Record<RosterField, Column | null>
  if (found.code === null)
    throw new ImportFault(`${file} must have a column "code" or "编号", but it has ${listed(columns)}.`)
  return found as RosterColumns
}
