import { requirePermission } from '../accounts/require-permission.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { isDay } from '../domain/staffing/day.ts'
import { localDate } from '../domain/local-date.ts'
import { permissionsOf, requireStep } from './act.ts'
import { lockCommendation } from './lock.ts'
import type { Means, Who } from './means.ts'
import type { CommendationRow } from './queries.ts'
import { actorFor, roleThatMay } from './sight.ts'
import { writeNotice, writeStep } from './write.ts'

export type NewNotice = {
  quarter: string
  number: string
  dated: string
  items: readonly { id: number; version: number }[]
}

/**
 * Publishes what was decided by one notice; returns its id. All or none. Throws not_allowed, invalid_input for another quarter or
 * one named twice, name_in_use for a number that another has, and as a step does.
 */
export async function publish(means: Means, who: Who, wanted: NewNotice): Promise<number> {
  const { viewer, areas } = who
  requirePermission(viewer, 'publishCommendations', 'Commendations are published by')
  if (!isDay(wanted.dated))
    throw new CodedError('invalid_input', `"dated" must be a day, but it is "${wanted.dated}".`)
  const ids = new Set(wanted.items.map(({ id }) => id))
  if (ids.size < wanted.items.length)
    throw new CodedError('invalid_input', '"items" names a nomination twice.')
  return means.db.transaction().execute(async (trx) => {
    const rows: CommendationRow[] = []
    // In one order for all who publish, so that none waits for another who waits for them.
    for (const item of [...wanted.items].sort((a, b) => a.id - b.id)) {
      const row = await lockCommendation(trx, who, item)
      if (row.quarter !== wanted.quarter)
        throw new CodedError(
          'invalid_input',
          `Nomination ${row.id} is of ${row.quarter}, not of ${wanted.quarter}.`,
        )
      await requireStep(trx, means, who, row, 'publish')
      rows.push(row)
    }
    checkDated(wanted.dated, rows, localDate(Date.now(), means.offsetMs))
    const number = wanted.number.trim()
    const at = new Date()
    const county = { name: areas.county?.name ?? '', nameEn: areas.county?.nameEn ?? null }
    const id = await writeNotice(trx, { ...wanted, number, county }, { name: viewer.name, role: '', at })
    if (id === null) throw new CodedError('name_in_use', `Another notice has the number "${number}".`)
    for (const [i, row] of rows.sort(inOrder).entries()) {
      const role = roleThatMay(actorFor(who, row).roles, permissionsOf(row, 'publish'))
      const step = {
        action: 'publish',
        to: 'published',
        words: null,
        change: { notice: { id, place: i + 1 } },
      } as const
      await writeStep(trx, row, step, { name: viewer.name, role, at })
    }
    await noteWith(trx, doerOf(viewer), 'commendation', {
      what: 'published',
      quarter: wanted.quarter,
      number,
      commended: rows.map(({ subjectCode }) => subjectCode).join(),
    })
    return id
  })
}

const FARTHEST_DAYS = 366

/** A notice is not of a day on which objections could still come, nor more than a year ahead. */
function checkDated(dated: string, rows: readonly CommendationRow[], today: string): void {
  const over = rows.reduce(
    (last, { lastObjectionDay }) => (last < lastObjectionDay! ? lastObjectionDay! : last),
    '',
  )
  const farthest = new Date(Date.parse(`${today}T00:00:00Z`) + FARTHEST_DAYS * 86_400_000)
    .toISOString()
    .slice(0, 10)
  if (over < dated && dated <= farthest) return
  throw new CodedError(
    'invalid_input',
    `"dated" must be a day after ${over}, the last for objections, and up to ${farthest}, but it is ${dated}.`,
  )
}

/** The order in a notice: titles, townships, codes; never figures. */
export function inOrder(
  a: Pick<CommendationRow, 'titleId' | 'township' | 'subjectCode'>,
  b: Pick<CommendationRow, 'titleId' | 'township' | 'subjectCode'>,
): number {
  const textOf = (row: typeof a): string => `${row.township?.code ?? ''} ${row.subjectCode}`
  return a.titleId - b.titleId || (textOf(a) < textOf(b) ? -1 : 1)
}
