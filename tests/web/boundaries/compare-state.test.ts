import { flushSync } from 'svelte'
import { afterEach, expect, test, vi } from 'vitest'
import { CompareState } from '../../../web/boundaries/compare/compare-state.svelte.ts'
import { EditState } from '../../../web/boundaries/studio/edit-state.svelte.ts'
import { Workbench } from '../../../web/boundaries/studio/workbench.svelte.ts'
import { rectangle } from '../../support/small-county.ts'
import { squareGround } from './square-ground.ts'
import { place } from './square-members.ts'

afterEach(() => vi.unstubAllGlobals())

/** The comparison of a draft about A1, for which the server answers with these. */
function comparing(...answers: (Response | Promise<Response>)[]) {
  const fetch = vi.fn(async () => answers.shift()!)
  vi.stubGlobal('fetch', fetch)
  const bench = new Workbench(new EditState(squareGround(['A1a', 'A1b'])))
  const compare = new CompareState(bench, 7)
  compare.isOpen = true
  compare.shows = true
  return { bench, compare, fetch }
}

const answer = (body: object, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } })
const release = (seq: number) =>
  answer({
    release: seq,
    areas: [{ code: 'OLD', name: 'Old', level: 'grid', parent: 'A1', shape: rectangle(0, 0, 1, 2) }],
  })
const told = ({ passages }: CompareState) => passages!.map(({ from, to }) => `${from} → ${to}`)

test('a release that was chosen is what everything is compared with, as the draft goes on', async () => {
  const { bench, compare, fetch } = comparing(release(5))
  expect([compare.against, told(compare), compare.shapes.length]).toEqual([1, [], 2])
  await compare.compareWith(5)
  expect(fetch.mock.calls[0]).toContain('/api/boundaries/drafts/7/ground-then?release=5')
  expect([compare.against, compare.shapes]).toEqual([5, [rectangle(0, 0, 1, 2)]])
  expect(compare.labels.map(({ properties }) => properties!.en)).toEqual(
    expect.arrayContaining(['OLD', 'A2a']),
  )
  expect(compare.labels.some(({ properties }) => properties!.en === 'A1a')).toBe(false)
  expect(told(compare)).toEqual(['OLD → A1a', 'OLD → A1b'])
  bench.do({ kind: 'merge', areas: ['A1a', 'A1b'] })
  flushSync()
  expect(told(compare)).toEqual(['OLD → A1a'])
  bench.select(['A1a'])
  expect(compare.coloured.features.map(({ properties }) => properties!.kind)).toEqual(['gained'])
})

test('while a vertex is dragged the difference waits for where it is put', async () => {
  const { bench, compare } = comparing(release(5))
  await compare.compareWith(5)
  const before = compare.passages
  bench.hand.pickUp(place(0.5, 1), [place(0, 1), place(1, 1)], 'pointer')
  bench.hand.moveTo({ kind: 'none', place: place(0.5, 1.2) })
  expect(bench.edit.trial).not.toBeNull()
  expect(compare.passages).toBe(before)
  bench.putDown()
  const gained = (passages: typeof before) => passages!.find(({ to }) => to === 'A1a')!.squareMetres
  expect(gained(compare.passages)).toBeGreaterThan(1.05 * gained(before))
})

test('one that cannot be read leaves the comparison with the base, and is named', async () => {
  const refusal = { error: { code: 'unknown_release', message: 'There is no release 9.' } }
  const { compare } = comparing(answer(refusal, 404))
  const reading = compare.compareWith(9)
  expect([compare.loading, compare.chosen, compare.against]).toEqual([true, 9, 1])
  await reading
  expect([compare.loading, compare.chosen, compare.against, compare.failed]).toEqual([false, null, 1, 9])
})

test('of two that are chosen one after the other the last one counts', async () => {
  let answerFirst: (response: Response) => void = () => {}
  const { compare } = comparing(new Promise((resolve) => (answerFirst = resolve)), release(6))
  const first = compare.compareWith(5)
  await compare.compareWith(6)
  answerFirst(release(5))
  await first
  expect([compare.against, compare.failed]).toEqual([6, null])
})

test('elsewhere than in the comparison the base counts', async () => {
  const { compare } = comparing(release(5))
  await compare.compareWith(5)
  compare.isOpen = false
  expect([compare.against, told(compare)]).toEqual([1, []])
  compare.isOpen = true
  await compare.compareWith(1)
  expect([compare.against, compare.chosen]).toEqual([1, null])
})
