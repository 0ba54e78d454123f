import { sql } from 'kysely'
import { readOptions, text } from '../command-options.ts'
import type { Db } from '../db/connect.ts'
import { StartError } from '../errors.ts'
import { readUnits } from './queries.ts'

export const UNIT_USAGE = `  unit add CODE NAME [--name-en N] [--area CODE] [--categories 01,03]
                              adds a unit that handles incidents, of the county or of a township
  unit retire CODE            it gets no incidents any more; its people keep those that it has
  unit list`

const CODE = /^[a-z0-9][a-z0-9-]{0,31}$/

const OPTIONS = { 'name-en': text, area: text, categories: text }

/** Runs \`unit …\`. Throws a StartError in plain words; nothing is half done. */
export async function runUnitCommand(
  db: Db,
  given: readonly string[],
  { say, print }: { say: (message: string) => void; print: (line: string) => void },
): Promise<void> {
  const { values, positionals } = readOptions(given, OPTIONS, UNIT_USAGE)
  const [action, code, name, ...more] = positionals
  if (action === 'list' && code === undefined) {
    for (const unit of await readUnits(db)) {
      print([unit.code, unit.name, unit.area ?? '*', unit.categories.join(',')].join('\t').trimEnd())
    }
    return
  }
  if (action === 'add' && code !== undefined && name !== undefined && more.length === 0) {
    const categories = values.categories?.split(',') ?? []
    await addUnit(db, {
      code,
      name,
      nameEn: values['name-en'] ?? null,
      area: values.area ?? null,
      categories,
    })
    return say(`There is now the unit "${code}".`)
  }
  if (action === 'retire' && code !== undefined && name === undefined) {
    await retireUnit(db, code)
    return say(`The unit "${code}" gets no incidents any more.`)
  }
  throw new StartError(
    `unit takes add CODE NAME, retire CODE or list, but it is ${JSON.stringify(positionals.join(' '))}.`,
  )
}

export type NewUnit = {
  code: string
  name: string
  nameEn: string | null
  area: string | null
  categories: readonly string[]
}

export async function addUnit(db: Db, unit: NewUnit): Promise<void> {
  if (!CODE.test(unit.code)) {
    throw new StartError(
      `A unit's code is up to 32 small letters, digits and dashes, but it is ${JSON.stringify(unit.code)}.`,
    )
  }
  if (unit.name.trim() === '') throw new StartError('A unit needs a name, but it is empty.')
  const area = unit.area === null ? null : await townshipId(db, unit.area)
  const mains = await db.selectFrom('category').select('code').where('parent_code', 'is', null).execute()
  const unknown = unit.categories.filter((code) => !mains.some((main) => main.code === code))
  if (unknown.length > 0) throw new StartError(`There is no main category ${unknown.join(', ')}.`)
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('unit')
    .values({
      code: unit.code,
      name: unit.name,
      name_en: unit.nameEn,
      area_id: area,
      category_codes: sql<string[]>`${`{${unit.categories.join()}}`}::text[]`,
    })
    .onConflict((conflict) => conflict.column('code').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) throw new StartError(`There is a unit "${unit.code}" already.`)
}

async function townshipId(db: Db, code: string): Promise<number> {
  const row = await db
    .selectFrom('area')
    .select('id')
    .where('code', '=', code)
    .where('level', '=', 'township')
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw new StartError(`No township has the code "${code}".`)
  return row.id
}

async function retireUnit(db: Db, code: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('unit')
    .set({ retired_at: new Date() })
    .where('code', '=', code)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new StartError(`There is no unit "${code}".`)
}
