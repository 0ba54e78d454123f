import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DutySession } from '../../../server/contract.ts'
import {
  endedByLimit,
  phaseOf,
  reconciled,
  SILENCE_MS,
  type LocalSession,
} from '../../../web/duty/record/local-session.ts'
import { betterSkew, skewOf } from '../../../web/state/clock-skew.ts'
import { worthRecording } from '../../../web/duty/record/worth-recording.ts'

const HOUR_MS = 3_600_000

test('the skew that is measured is never further off than it says', () => {
  const ms = fc.integer({ min: 0, max: 20_000 })
  fc.assert(
    fc.property(fc.integer({ min: -HOUR_MS * 9, max: HOUR_MS * 9 }), ms, ms, (offset, there, back) => {
      const askedAt = 1e12
      const { offsetMs, doubtMs } = skewOf(askedAt + there + offset, askedAt, askedAt + there + back)
      expect(Math.abs(offsetMs - offset)).toBeLessThanOrEqual(doubtMs)
    }),
  )
})

test('the surer measure of the clock stays, until the clock was set', () => {
  const sure = { offsetMs: 100, doubtMs: 20 }
  expect(betterSkew(null, sure)).toBe(sure)
  expect(betterSkew(sure, { offsetMs: 300, doubtMs: 400 })).toBe(sure)
  const set = { offsetMs: -HOUR_MS, doubtMs: 400 }
  expect(betterSkew(sure, set)).toBe(set)
})

test('a position is recorded after ten seconds or fifteen metres, never twice in a second', () => {
  const last = { lon: 114, lat: 37, at: 0 }
  expect(worthRecording(null, last)).toBe(true)
  expect(worthRecording(last, { ...last, at: 9_999 })).toBe(false)
  expect(worthRecording(last, { ...last, at: 10_000 })).toBe(true)
  expect(worthRecording(last, { lon: 114, lat: 37.0002, at: 2_000 })).toBe(true)
  expect(worthRecording(last, { lon: 114, lat: 37.0002, at: 900 })).toBe(false)
})

const SESSION: LocalSession = {
  id: 'a',
  startedAt: 0,
  endsAt: 8 * HOUR_MS,
  pausedAt: null,
  endedAt: null,
  endedBy: null,
  lastAt: HOUR_MS,
}

test('after a restart duty goes on for half an hour, then the operator is asked', () => {
  expect(phaseOf(SESSION, HOUR_MS + SILENCE_MS - 1, false)).toBe('on')
  expect(phaseOf(SESSION, HOUR_MS + SILENCE_MS, false)).toBe('asks')
  expect(phaseOf(SESSION, HOUR_MS + SILENCE_MS, true)).toBe('on')
  expect(phaseOf({ ...SESSION, pausedAt: HOUR_MS }, HOUR_MS, true)).toBe('paused')
})

test('duty ends after its longest time, whether anybody looked or not', () => {
  expect(phaseOf(SESSION, 8 * HOUR_MS, true)).toBe('off')
  expect(endedByLimit(SESSION, 9 * HOUR_MS)).toMatchObject({ endedAt: 8 * HOUR_MS, endedBy: 'limit' })
  expect(endedByLimit(SESSION, 7 * HOUR_MS)).toBe(SESSION)
})

const iso = (ms: number) => new Date(ms).toISOString()
const HEARD: DutySession = {
  id: 'a',
  startedAt: iso(0),
  endsAt: iso(8 * HOUR_MS),
  pausedAt: null,
  endedAt: iso(2 * HOUR_MS),
  endedBy: 'silence',
  heardAt: iso(2 * HOUR_MS),
}

test('the phone knows better while anything of duty is unsent, then the server does', () => {
  expect(reconciled(SESSION, HEARD, true)).toBe(SESSION)
  expect(reconciled(SESSION, HEARD, false)).toMatchObject({ endedAt: 2 * HOUR_MS, endedBy: 'silence' })
})

test('duty that was begun on another device is known here, one that has ended there is not', () => {
  const open = { ...HEARD, id: 'b', endedAt: null, endedBy: null }
  expect(reconciled(null, open, false)).toMatchObject({ id: 'b', endedAt: null })
  expect(reconciled(null, { ...HEARD, id: 'b' }, false)).toBe(null)
})
