import { flag, readOptions, text } from '../command-options.ts'
import type { Db } from '../db/connect.ts'
import { MOST_CLOSE_DAYS } from '../domain/lifecycle/clock.ts'
import { StartError } from '../errors.ts'
import { COMMAND } from '../events/note-event.ts'
import { changeCategory, type CategoryChange } from './change.ts'
import { readCategories } from './queries.ts'

export const CATEGORY_USAGE = `  category list               code, names, working days to feedback and to closing, whether evidence is needed
  category set CODE [--feedback-days N] [--close-days N] [--evidence yes|no] [--with-subcategories]
                              evidence: feedback needs a photo of what was done; a main category's
                              sub-categories stay as they are without --with-subcategories`

const OPTIONS = { 'feedback-days': text, 'close-days': text, evidence: text, 'with-subcategories': flag }

/** Runs `category …`. Throws a StartError in plain words; nothing is half done. */
export async function runCategoryCommand(
  db: Db,
  given: readonly string[],
  { say, print }: { say: (message: string) => void; print: (line: string) => void },
): Promise<void> {
  const { values, positionals } = readOptions(given, OPTIONS, CATEGORY_USAGE)
  const [action, code, ...more] = positionals
  if (action === 'list' && code === undefined) {
    for (const { code: one, name, nameEn, feedbackDays, closeDays, evidence } of await readCategories(db)) {
      print([one, name, nameEn, feedbackDays, closeDays, evidence ? 'evidence' : ''].join('\t').trimEnd())
    }
    return
  }
  if (action === 'set' && code !== undefined && more.length === 0) {
    const change = readChange(values)
    const count = await changeCategory(db, COMMAND, code, change, values['with-subcategories'] === true)
    return say(
      count === 0
        ? 'Nothing changed: it was so already.'
        : `${count} ${count === 1 ? 'category' : 'categories'} changed. Deadlines that stand are not moved.`,
    )
  }
  throw new StartError(
    `category takes list or set CODE, but it is ${JSON.stringify(positionals.join(' '))}.\n\n${CATEGORY_USAGE}`,
  )
}

type Values = ReturnType<typeof readOptions<typeof OPTIONS>>['values']

function readChange(values: Values): CategoryChange {
  const { evidence } = values
  if (evidence !== undefined && evidence !== 'yes' && evidence !== 'no') {
    throw new StartError(`--evidence must be yes or no, but it is ${JSON.stringify(evidence)}.`)
  }
  const change = {
    ...readDays(values, 'feedback-days', 'feedbackDays'),
    ...readDays(values, 'close-days', 'closeDays'),
    ...(evidence === undefined ? {} : { evidence: evidence === 'yes' }),
  }
  if (Object.keys(change).length === 0) {
    throw new StartError('category set needs --feedback-days, --close-days or --evidence, but there is none.')
  }
  return change
}

function readDays(
  values: Values,
  option: 'feedback-days' | 'close-days',
  field: 'feedbackDays' | 'closeDays',
): CategoryChange {
  const given = values[option]
  if (given === undefined) return {}
  const days = /^\d{1,2}$/.test(given) ? Number(given) : NaN
  if (days >= 1 && days <= MOST_CLOSE_DAYS) return { [field]: days }
  throw new StartError(
    `--${option} must be whole working days from 1 to ${MOST_CLOSE_DAYS}, but it is ${JSON.stringify(given)}.`,
  )
}
