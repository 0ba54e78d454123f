import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DUTY_RULES } from '../../../server/domain/duty/duty-rules.ts'
import {
  judgePositions,
  type KnownPlace,
  type SentPosition,
  type SessionSpan,
} from '../../../server/domain/duty/judge-positions.ts'

const NOON = Date.parse('2026-11-26T04:00:00Z')
const MINUTE = 60_000
const SPAN: SessionSpan = { startedAt: NOON - 60 * MINUTE, lastAt: NOON + 420 * MINUTE, pausedAt: null }

/** One degree of latitude is 111.195 km on the mean sphere. */
const north = (metres: number) => 37 + metres / 111_195

function position(minutes: number, metres = 0, more: Partial<SentPosition> = {}): SentPosition {
  const at = NOON + minutes * MINUTE
  return { at, deviceAt: at, lon: 114, lat: north(metres), accuracy: 0, source: 'device', ...more }
}

const judge = (
  positions: SentPosition[],
  more: Partial<SessionSpan> = {},
  before: KnownPlace | null = null,
) => judgePositions(positions, { ...SPAN, ...more }, before, NOON)

it.each([
  ['ahead of the clock by more than its slack', position(2.1), {}, 'future'],
  ['before the session', position(-61), {}, 'beforeStart'],
  ['after its end', position(-10), { lastAt: NOON - 11 * MINUTE }, 'afterEnd'],
  ['in a pause', position(-10), { pausedAt: NOON - 10 * MINUTE }, 'paused'],
  [
    'of days that are being erased',
    position(-29 * 24 * 60 - 1),
    { startedAt: NOON - 30 * 24 * 60 * MINUTE },
    'tooOld',
  ],
] as const)('refuses a position %s', (_, sent, more, why) => {
  expect(judge([position(-20), sent], more)).toMatchObject({ refused: [{ index: 1, why }] })
})

it.each([
  ['a little ahead of the clock', position(1.9), 'none'],
  ['accurate to 100 m', position(-1, 0, { accuracy: 100 }), 'none'],
  ['less accurate', position(-1, 0, { accuracy: 100.5 }), 'inaccurate'],
  ['of unknown accuracy', position(-1, 0, { accuracy: null }), 'none'],
  ['reached at 149 km/h', position(-9, (149 / 60) * 1000), 'none'],
  ['reached at 151 km/h', position(-9, (151 / 60) * 1000), 'jump'],
  ['that may be nearer by its accuracy', position(-9, (151 / 60) * 1000, { accuracy: 50 }), 'none'],
] as const)('takes a position %s', (_, sent, mark) => {
  expect(judge([position(-10), sent]).taken.at(-1)!.mark).toBe(mark)
})

it('holds what follows a jump against where it was known to be', () => {
  const marks = judge([position(-10), position(-9, 50_000), position(-8, 100)]).taken.map(({ mark }) => mark)
  expect(marks).toEqual(['none', 'jump', 'none'])
})

it('holds nothing against a tap', () => {
  const tap = position(-9.9, 240, { source: 'tap', accuracy: null })
  const marks = judge([position(-10), tap, position(-9.85, 10)]).taken.map(({ mark }) => mark)
  expect(marks).toEqual(['none', 'none', 'none'])
})

const drawn = fc
  .record({
    minutes: fc.integer({ min: -80, max: 5 }),
    metres: fc.integer({ min: 0, max: 30_000 }),
    accuracy: fc.option(fc.integer({ min: 0, max: 200 })),
    source: fc.constantFrom('device' as const, 'tap' as const),
  })
  .map(({ minutes, metres, ...more }) => position(minutes, metres, more))
const batches = fc.array(drawn, { maxLength: 30 })

it('loses and doubles nothing: each is taken, refused or repeated', () => {
  fc.assert(
    fc.property(batches, (positions) => {
      const { taken, refused, repeated } = judge(positions)
      expect(taken.length + refused.length + repeated).toBe(positions.length)
      expect(new Set(taken.map(({ at }) => at)).size).toBe(taken.length)
    }),
  )
})

it('judges the same in whatever order what is of different moments is sent', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(drawn, { selector: ({ at }) => at }),
      fc.infiniteStream(fc.nat()),
      (positions, draws) => {
        const shuffled = positions
          .map((sent) => ({ sent, at: draws.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ sent }) => sent)
        expect(judge(shuffled).taken).toEqual(judge(positions).taken)
      },
    ),
  )
})

it('judges the same in two batches as in one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(drawn, { selector: ({ at }) => at }), fc.nat(30), (positions, cut) => {
      const ordered = positions.toSorted((a, b) => a.at - b.at)
      const whole = judge(ordered).taken
      const first = judge(ordered.slice(0, cut)).taken
      const good = first.findLast(({ mark, source }) => mark === 'none' && source !== 'tap') ?? null
      const second = judge(ordered.slice(cut), {}, good).taken
      expect([...first, ...second]).toEqual(whole)
    }),
  )
})

it('knows no moment of a session that is over eight hours', () => {
  expect(DUTY_RULES.longestMs).toBe(8 * 3_600_000)
})
