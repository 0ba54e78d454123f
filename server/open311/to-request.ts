import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { OPEN_STATES } from '../domain/incident-state.ts'
import type { Language } from '../domain/incident-words.ts'
import type { ShownRequest } from './queries.ts'
import { nameIn } from './services.ts'
import { dayOf, endOfDay, writeTime } from './time.ts'
import { OPEN311_WORDS } from './words.ts'

type Around = { areas: AreaIndex; language: Language; offsetMs: (ms: number) => number }

/**
 * A request in the fields of the specification, its times but the last step's to the day. What the reporter wrote and showed is for those who handle it: description and media_url are
 * always empty, and the address is that of the grid, whose code is the address_id.
 */
export function toRequest(row: ShownRequest, { areas, language, offsetMs }: Around) {
  const time = (ms: number) => writeTime(new Date(ms), offsetMs)
  const requestedAt = dayOf(row.reportedAt.getTime(), offsetMs)
  const updatedAt = (row.closedAt ?? row.changedAt)?.getTime() ?? requestedAt
  // The hour would tell that of the report.
  const expectedAt = row.isSuspended || row.dueAt === null ? null : endOfDay(row.dueAt.getTime(), offsetMs)
  const area = row.areaId === null ? null : areas.heirOf(row.areaId)
  return {
    service_request_id: row.requestId,
    status: OPEN_STATES.includes(row.state) ? 'open' : 'closed',
    status_notes: notesOf(row, language),
    service_name: nameIn(row, language),
    service_code: row.code,
    description: null,
    agency_responsible:
      row.agency === null ? null : nameIn({ name: row.agency, nameEn: row.agencyEn }, language),
    service_notice: null,
    requested_datetime: time(requestedAt),
    updated_datetime: time(updatedAt),
    expected_datetime: expectedAt === null ? null : time(expectedAt),
    address: area === null ? null : addressOf(areas, area, language),
    address_id: area?.code ?? null,
    zipcode: null,
    lat: row.lat,
    long: row.lon,
    media_url: null,
  }
}

/** What the public was answered; until then, what the state means. */
function notesOf({ answer, isSuspended, state }: ShownRequest, language: Language): string {
  const words = OPEN311_WORDS[language]
  return answer ?? (isSuspended ? words.suspended : words.states[state])
}

/** The areas that it lies in, as people of the language write addresses; a grid is often named after its village, which is said once. */
function addressOf(areas: AreaIndex, area: AreaNode, language: Language): string {
  const all = areas.path(area).map((one) => nameIn(one, language))
  const end = language === 'zh' ? '' : ' '
  const names = all.filter((name, i) => all[i + 1]?.startsWith(`${name}${end}`) !== true)
  return language === 'zh' ? names.join('') : names.toReversed().join(', ')
}
