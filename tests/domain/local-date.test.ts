import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localDate, localMidnight } from '../../server/domain/local-date.ts'
import { zoneOffset } from '../../server/time-zone.ts'

const DATES = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

it.each(['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
  'a date begins where the one before it ends: %s',
  (timeZone) => {
    const offsetMs = zoneOffset(timeZone)
    fc.assert(
      fc.property(DATES, (date) => {
        const begins = localMidnight(date, offsetMs)
        expect(localDate(begins, offsetMs)).toBe(date)
        expect(localDate(begins - 1, offsetMs) < date).toBe(true)
      }),
    )
  },
)
