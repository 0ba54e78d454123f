import { expect, test } from 'vitest'
import type { Operation } from '../../../server/domain/coverage/edit/operation.ts'
import type { Ground } from '../../../server/domain/coverage/impact/diff.ts'
import { areaSquareMetres } from '../../../server/domain/coverage/area-square-metres.ts'
import { MOST_DIFFERING, PassagesSince } from '../../../web/boundaries/compare/passages-since.ts'
import { knownShape } from '../../../web/boundaries/geometry/area-at.ts'
import { EditState } from '../../../web/boundaries/studio/edit-state.svelte.ts'
import { rectangle } from '../../support/small-county.ts'
import { squareGround } from './square-ground.ts'
import { place } from './square-members.ts'

const LIVE = ['A1a', 'A1b']

/** The areas that a draft may change after some operations. */
function drawn(...operations: Operation[]): Ground[] {
  const edit = new EditState(squareGround(LIVE))
  for (const operation of operations) expect(edit.do(operation)).toBeNull()
  return [...edit.coverage.leaves()]
    .filter(({ code }) => edit.isLive(code))
    .map((leaf) => ({ code: leaf.code, shape: edit.coverage.shapeOf(leaf) }))
}

const told = (then: Ground[], now: Ground[], givenUp: Ground['shape'][] = []) =>
  new PassagesSince(then)
    .to(now, givenUp)!
    .map(({ from, to, squareMetres }) => `${from} → ${to} ${Math.round(squareMetres / 10_000)}`)
const hectares = (shape: Ground['shape']) => Math.round(areaSquareMetres(shape) / 10_000)
const square = hectares(rectangle(0, 0, 1, 1))
const SPLIT: Operation = {
  kind: 'split',
  area: 'A1a',
  line: [place(0.5, 1.1), place(0.5, 0.5), place(-0.1, 0.5)],
  code: 'A1c',
}

test('where the release had the same areas, nothing passed', () => {
  expect(told(drawn(), drawn())).toEqual([])
})

test('what the draft has made since shows, and so does what others have made in between', () => {
  const then = [
    { code: 'A1a', shape: rectangle(0, 0, 1, 1) },
    { code: 'OLD', shape: rectangle(0, 1, 1, 1) },
  ]
  expect(told(then, drawn())).toEqual([`OLD → A1b ${square}`])
  const [made, between] = told(then, drawn(SPLIT)).toSorted()
  expect([made, between]).toEqual([expect.stringMatching(/^A1a → A1c /), `OLD → A1b ${square}`])
})

test('of areas that reached beyond the draft only what is inside counts', () => {
  const merged = [{ code: 'OLD', shape: rectangle(0, 0, 2, 2) }]
  expect(told(merged, drawn())).toEqual([`OLD → A1a ${square}`, `OLD → A1b ${square}`])
  // An area of the draft that was larger has not lost what is somebody else's now, as far as is known here.
  const larger = [
    { code: 'A1a', shape: rectangle(0, 0, 2, 1) },
    { code: 'A1b', shape: rectangle(0, 1, 2, 1) },
  ]
  expect(told(larger, drawn())).toEqual([])
})

test('areas beside the draft have neither gained nor lost', () => {
  const then = [...drawn(), { code: 'A2x', shape: rectangle(1, 0, 1, 2) }]
  expect(told(then, drawn())).toEqual([])
})

test('ground of nobody then was gained from outside', () => {
  const then = [{ code: 'A1a', shape: rectangle(0, 0, 1, 1) }]
  expect(told(then, drawn())).toEqual([` → A1b ${square}`])
})

test('ground that the draft gives to the land outside is lost by whoever had it then', () => {
  const now = drawn().filter(({ code }) => code === 'A1a')
  const outside = [rectangle(0, 1, 1, 1)]
  expect(told([...now, { code: 'OLD', shape: rectangle(0, 1, 2, 1) }], now, outside)).toEqual([
    `OLD →  ${square}`,
  ])
  expect(told(now, now, outside)).toEqual([])
})

test('a vertex more on a border is no difference', () => {
  const insert: Operation = { kind: 'insert', edge: [place(0, 1), place(1, 1)], at: place(0.5, 1) }
  expect(told(drawn(), drawn(insert))).toEqual([])
})

test('where too much differs nothing is told', () => {
  const many = Array.from({ length: MOST_DIFFERING + 1 }, (_, i) => ({
    code: `${i}`,
    shape: rectangle(i, 0, 1, 1),
  }))
  const wide = [{ code: 'X', shape: rectangle(0, 0, many.length, 1) }]
  expect(new PassagesSince(many).to(wide, [])).toBeNull()
  expect(new PassagesSince(many).to(many, [])).toEqual([])
})

test('step by step the same comes out as at once', () => {
  const edit = new EditState(squareGround(LIVE))
  const then = [
    { code: 'A1a', shape: rectangle(0, 0, 2, 1) },
    { code: 'OLD', shape: rectangle(0, 1, 1, 1) },
  ]
  const since = new PassagesSince(then)
  const leaves = (): Ground[] =>
    [...edit.coverage.leaves()]
      .filter(({ code }) => edit.isLive(code))
      .map((leaf) => ({ code: leaf.code, shape: knownShape(edit.coverage, leaf).shape }))
  const bend: Operation = {
    kind: 'reshape',
    areas: ['A1a', 'A1b'],
    line: [place(0.6, 1), place(0.75, 1.3), place(0.9, 1)],
  }
  const steps = [
    () => edit.do(SPLIT),
    () => edit.do(bend),
    () => edit.undo(),
    () => edit.do({ kind: 'merge', areas: ['A1a', 'A1c'] }),
    () => edit.undo(),
    () => edit.undo(),
  ]
  for (const step of steps) {
    step()
    const [known, anew] = [since.to(leaves(), []), new PassagesSince(then).to(leaves(), [])].map((passages) =>
      passages!.map(({ from, to, squareMetres }) => `${from} → ${to} ${Math.round(squareMetres)}`).toSorted(),
    )
    expect(known).toEqual(anew)
    expect(known!.length).toBeGreaterThan(0)
  }
})
