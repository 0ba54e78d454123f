import { flag, readOptions, text } from '../command-options.ts'
import type { Db } from '../db/connect.ts'
import { MOST_CLOSE_DAYS } from '../domain/lifecycle/clock.ts'
import { StartError } from '../errors.ts'
import { COMMAND } from '../events/note-event.ts'
import { changeCategory, type CategoryChange } from './change.ts'
import { readCategories } from './queries.ts'

export const CATEGORY_USAGE = `  category list               code, names, working days to feedback and to closing, whether evidence is needed
                              and whether the public may report it
  category set CODE [--feedback-days N] [--close-days N] [--evidence yes|no] [--public yes|no]
               [--with-subcategories]
                              evidence: feedback needs a photo of what was done; public: it can be reported
                              without an account, and is on the public map; a main category's
                              sub-categories stay as they are without --with-subcategories`

const OPTIONS = {
  'feedback-days': text,
  'close-days': text,
  evidence: text,
  public: text,
  'with-subcategories': flag,
}

/** Runs `category …`. Throws a StartError in plain words; nothing is half done. */
export async function runCategoryCommand(
  db: Db,
  given: readonly string[],
  { say, print }: { say: (message: string) => void; print: (line: string) => void },
): Promise<void> {
  const { values, positionals } = readOptions(given, OPTIONS, CATEGORY_USAGE)
  const [action, code, ...more] = positionals
  if (action === 'list' && code === undefined) {
    for (const category of await readCategories(db)) {
      const { code: one, name, nameEn, feedbackDays, closeDays, evidence, forPublic } = category
      const asked = [evidence ? 'evidence' : '', forPublic ? 'public' : '']
      print([one, name, nameEn, feedbackDays, closeDays, ...asked].join('\t').trimEnd())
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
  const change = {
    ...readDays(values, 'feedback-days', 'feedbackDays'),
    ...readDays(values, 'close-days', 'closeDays'),
    ...readYes(values, 'evidence', 'evidence'),
    ...readYes(values, 'public', 'forPublic'),
  }
  if (Object.keys(change).length === 0) {
    throw new StartError(
      'category set needs --feedback-days, --close-days, --evidence or --public, but there is none.',
    )
  }
  return change
}

function readYes(
  values: Values,
  option: 'evidence' | 'public',
  field: 'evidence' | 'forPublic',
): CategoryChange {
  const given = values[option]
  if (given === undefined) return {}
  if (given === 'yes' || given === 'no') return { [field]: given === 'yes' }
  throw new StartError(`--${option} must be yes or no, but it is ${JSON.stringify(given)}.`)
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
