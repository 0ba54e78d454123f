import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { requirePermission } from '../accounts/require-permission.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { yearsToEnter } from '../domain/calendar-entry.ts'
import { doerOf, type Doer } from '../events/note-event.ts'
import { toldAsInput } from '../told-as-input.ts'
import { removeDays, setDays, setHours } from './change.ts'
import { calendarContract, type CalendarYear } from './contract.ts'
import { readStored, readYears } from './queries.ts'

const CHANGES = perAccount(120)

export function calendarRoutes(
  app: App,
  { db, offsetMs }: { db: Db; offsetMs: (ms: number) => number },
): void {
  const today = (): string => new Date(Date.now() + offsetMs(Date.now())).toISOString().slice(0, 10)
  const answer = async (year: number): Promise<CalendarYear> => {
    const entered = await readYears(db)
    return { year, ...(await readStored(db, year)), entered, missing: yearsToEnter(entered, today()) }
  }

  app.route({
    ...calendarContract.read,
    handler: (request) => answer(request.query.year ?? Number(today().slice(0, 4))),
  })

  app.route({
    ...calendarContract.setDays,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { entries } = request.body
      const doer = editor(request)
      await toldAsInput(() =>
        setDays(
          db,
          doer,
          entries.map(({ name, nameEn, ...entry }) => ({
            ...entry,
            name: name ?? null,
            nameEn: nameEn ?? null,
          })),
        ),
      )
      return answer(yearOf(entries[0]!.first))
    },
  })

  app.route({
    ...calendarContract.removeDays,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const doer = editor(request)
      await toldAsInput(() => removeDays(db, doer, request.query))
      return answer(yearOf(request.query.first))
    },
  })

  app.route({
    ...calendarContract.setHours,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const doer = editor(request)
      await toldAsInput(() => setHours(db, doer, request.body))
      return answer(yearOf(today()))
    },
  })
}

function yearOf(date: string): number {
  return Number(date.slice(0, 4))
}

/** Throws not_allowed for whoever may not change the calendar. */
function editor(request: FastifyRequest): Doer {
  const viewer = viewerOf(request)
  requirePermission(viewer, 'editCalendar', 'The calendar is changed by')
  return doerOf(viewer)
}
