import type { Db } from '../db/connect.ts'
import type { CategoryRule } from '../domain/lifecycle/evidence.ts'

/** A category with what it asks for; a main one has no parent. */
export type ListedCategory = CategoryRule & {
  code: string
  parent: string | null
  name: string
  nameEn: string
}

const select = (db: Db) =>
  db
    .selectFrom('category')
    .select([
      'code',
      'parent_code as parent',
      'name',
      'name_en as nameEn',
      'feedback_days as feedbackDays',
      'close_days as closeDays',
      'evidence',
    ])

/** Each main category before those below it. */
export function readCategories(db: Db): Promise<ListedCategory[]> {
  return select(db)
    .orderBy((expression) => expression.fn.coalesce('parent_code', 'code'))
    .orderBy('parent_code', (order) => order.asc().nullsFirst())
    .orderBy('code')
    .execute()
}

/** The category of a code and, where asked for, those below it. Nobody else changes them before the transaction ends. */
export function lockCategories(trx: Db, code: string, withSubcategories: boolean): Promise<ListedCategory[]> {
  return select(trx)
    .where((expression) =>
      expression.or([
        expression('code', '=', code),
        ...(withSubcategories ? [expression('parent_code', '=', code)] : []),
      ]),
    )
    .orderBy('code')
    .forUpdate()
    .execute()
}

export async function writeCategory(
  trx: Db,
  { code, feedbackDays, closeDays, evidence }: ListedCategory,
): Promise<void> {
  await trx
    .updateTable('category')
    .set({ feedback_days: feedbackDays, close_days: closeDays, evidence })
    .where('code', '=', code)
    .execute()
}
