import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'

/** A category that the public may report, in words that say what is meant. */
export type PublicCategory = {
  code: string
  parent: string | null
  name: string
  nameEn: string
  examples: string | null
  examplesEn: string | null
}

const COLUMNS = [
  'code',
  'parent_code as parent',
  'name',
  'name_en as nameEn',
  'examples',
  'examples_en as examplesEn',
] as const

export async function readPublicCategories(db: Db): Promise<PublicCategory[]> {
  return db.selectFrom('category').select(COLUMNS).where('for_public', '=', true).orderBy('code').execute()
}

/** The category of this code. Throws invalid_input where the public may not report it. */
export async function requirePublicCategory(db: Db, code: string): Promise<PublicCategory> {
  const category = await db
    .selectFrom('category')
    .select(COLUMNS)
    .where('code', '=', code)
    .where('for_public', '=', true)
    .executeTakeFirst()
  if (category) return category
  throw new CodedError('invalid_input', `The public cannot report the category "${code}".`)
}

/** All main categories, to group the others by. */
export async function readMains(db: Db): Promise<PublicCategory[]> {
  return db.selectFrom('category').select(COLUMNS).where('parent_code', 'is', null).orderBy('code').execute()
}

/** The main category of a code; null where there is no such category. */
export async function mainOf(db: Db, code: string): Promise<string | null> {
  const row = await db
    .selectFrom('category')
    .select('parent_code')
    .where('code', '=', code)
    .executeTakeFirst()
  return row ? (row.parent_code ?? code) : null
}
