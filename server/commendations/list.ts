import { holds } from '../accounts/require-permission.ts'
import { NOMINATING } from '../domain/commendation/actions.ts'
import { quartersToCommend } from '../domain/commendation/quarters.ts'
import { SUBJECT_KINDS } from '../domain/commendation/state.ts'
import { localDate } from '../domain/local-date.ts'
import type { CommendationList } from './contract.ts'
import type { Means, Who } from './means.ts'
import { readCommendations, readQuarters } from './queries.ts'
import { toItem } from './show.ts'
import { seesCommendation } from './sight.ts'
import { readTitles } from './title-queries.ts'
import { shownTitle } from './titles.ts'

/** The nominations of a quarter that the viewer sees; without one, of the last that is over. */
export async function listCommendations(
  { db, sources, offsetMs }: Means,
  who: Who,
  wanted: string | undefined,
): Promise<CommendationList> {
  const nowMs = Date.now()
  const open = quartersToCommend(nowMs, offsetMs).map(({ name }) => name)
  const quarter = wanted ?? open[0]!
  const names = [...new Set([...open, ...(await readQuarters(db)), quarter])].sort().reverse()
  const moment = { today: localDate(nowMs, offsetMs), isQuarterClosed: await sources.isClosed(db, quarter) }
  const rows = await readCommendations(db, { quarter })
  return {
    today: moment.today,
    quarter,
    quarters: names.map((name) => ({ name, isOpen: open.includes(name) })),
    titles: (await readTitles(db)).map(shownTitle),
    items: rows.filter((row) => seesCommendation(who, row)).map((row) => toItem(who, row, moment)),
    mayNominate: SUBJECT_KINDS.filter((kind) => holds(who.viewer, NOMINATING[kind])),
    mayManage: holds(who.viewer, 'manageTitles'),
    mayPublish: holds(who.viewer, 'publishCommendations'),
  }
}
