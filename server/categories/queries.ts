import type { Db } from '../db/connect.ts'
import type { CategoryRule } from '../domain/lifecycle/evidence.ts'

/** A category with what it asks for, and whether the public may report it; a main one has no parent. */
export type ListedCategory = CategoryRule & {
  forPublic: boolean
  emergency: boolean
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
      'for_public as forPublic',
      'emergency',
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

/** Whether others are below it, of which one is chosen in its stead. */
export async function hasSubcategories(trx: Db, code: string): Promise<boolean> {
  const below = await trx
    .selectFrom('category')
    .select('code')
    .where('parent_code', '=', code)
    .limit(1)
    .execute()
  return below.length > 0
}

export async function writeCategory(
  trx: Db,
  { code, feedbackDays, closeDays, evidence, forPublic }: ListedCategory,
): Promise<void> {
  await trx
    .updateTable('category')
    .set({ feedback_days: feedbackDays, close_days: closeDays, evidence, for_public: forPublic })
    .where('code', '=', code)
    .execute()
}
