import type { Db } from '../db/connect.ts'
import type { CategoryRule } from '../domain/lifecycle/evidence.ts'
import { StartError } from '../errors.ts'
import { noteWith, type Doer } from '../events/note-event.ts'
import { hasSubcategories, lockCategories, writeCategory, type ListedCategory } from './queries.ts'

/** What is to be changed of a category; the rest stays. */
export type CategoryChange = Partial<CategoryRule & { forPublic: boolean }>

/**
 * Changes what a category asks for or whether the public may report it and, where asked for, those below it; the change and its event are one transaction.
 * Returns how many categories differ now. Throws a StartError in plain words; then nothing is changed.
 */
export async function changeCategory(
  db: Db,
  doer: Doer,
  code: string,
  change: CategoryChange,
  withSubcategories: boolean,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const before = await lockCategories(trx, code, withSubcategories)
    const named = before.find((category) => category.code === code)
    if (!named) throw new StartError(`There is no category ${JSON.stringify(code)}.`)
    if (withSubcategories && named.parent !== null) {
      throw new StartError(
        `--with-subcategories is for main categories, but ${code} is below ${named.parent}.`,
      )
    }
    const isGroup = named.parent === null && (await hasSubcategories(trx, code))
    if (change.forPublic !== undefined && isGroup && !withSubcategories) {
      throw new StartError(
        `The public chooses among what is below ${code}: name one of these, or say --with-subcategories.`,
      )
    }
    const changed = before.flatMap((category) => {
      const forPublic = isGroup && category === named ? category.forPublic : undefined
      const after = { ...category, ...change, ...(forPublic === undefined ? {} : { forPublic }) }
      return describeRule(after) === describeRule(category) ? [] : [{ before: category, after }]
    })
    const urgent = changed.find(({ after }) => after.emergency && after.forPublic)?.after
    if (urgent) {
      throw new StartError(
        `${urgent.code} is for emergencies: these are called in, not filed by the public. Nothing was changed.`,
      )
    }
    const longer = changed.find(({ after }) => after.feedbackDays > after.closeDays)?.after
    if (longer) {
      throw new StartError(
        `Feedback comes no later than the closing, but ${longer.code} would have ${longer.feedbackDays} working days to ` +
          `feedback and ${longer.closeDays} to closing. Nothing was changed.`,
      )
    }
    if (changed.length === 0) return 0
    for (const { after } of changed) await writeCategory(trx, after)
    await noteWith(trx, doer, 'category', {
      set: describe(changed.map(({ after }) => after)),
      before: describe(changed.map((one) => one.before)),
    })
    return changed.length
  })
}

function describe(categories: readonly ListedCategory[]): string {
  return categories.map((category) => `${category.code} ${describeRule(category)}`).join('; ')
}

function describeRule({ feedbackDays, closeDays, evidence, forPublic }: ListedCategory): string {
  const [photo, open] = [evidence, forPublic].map((is) => (is ? 'yes' : 'no'))
  return `feedback-days ${feedbackDays} close-days ${closeDays} evidence ${photo} public ${open}`
}
