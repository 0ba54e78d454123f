import { expect, test } from 'vitest'
import { borderPath } from '../../../web/boundaries/geometry/border-path.ts'
import { BorderIndex } from '../../../web/boundaries/geometry/border-index.ts'
import { scaleAt } from '../../../web/boundaries/geometry/scale.ts'
import { Freehand } from '../../../web/boundaries/map/freehand.ts'
import { canFollowBorder, followBorder } from '../../../web/boundaries/studio/finish-sketch.ts'
import { EditState } from '../../../web/boundaries/studio/edit-state.svelte.ts'
import { Workbench } from '../../../web/boundaries/studio/workbench.svelte.ts'
import { squareGround } from './square-ground.ts'
import { place, squares } from './square-members.ts'

const scale = scaleAt(13, 37)
const bench = () => new Workbench(new EditState(squareGround(['A1a', 'A1b', 'A2a', 'A2b'])))
const free = (column: number, row: number) => ({ kind: 'none' as const, place: place(column, row) })

test('a line drawn freehand keeps its course and few of its points', () => {
  const work = bench()
  work.choose('split')
  const hand = new Freehand(work, free(-0.1, 0.5), false)
  for (let step = 0; step <= 60; step += 1) hand.moveTo(place(step / 50, step < 30 ? 0.5 : 0.7), scale)
  hand.end(free(1.3, 0.7), scale)
  expect(work.sketch.line[0]).toEqual(place(-0.1, 0.5))
  expect(work.sketch.line.at(-1)).toEqual(place(1.3, 0.7))
  expect(work.sketch.points.length).toBeLessThan(8)
})

test('a lasso selects what lies in it as a whole, beside what is selected when asked', () => {
  const work = bench()
  work.select(['A2b'])
  const around = [place(-0.5, -0.5), place(1.5, -0.5), place(1.5, 1.5), place(-0.5, 1.5)]
  const throwLasso = (adds: boolean) => {
    const hand = new Freehand(work, { kind: 'none', place: around[0]! }, adds)
    for (const corner of around) hand.moveTo(corner, scale)
    hand.end({ kind: 'none', place: around[0]! }, scale)
  }
  throwLasso(true)
  expect([...work.selected]).toEqual(['A2b', 'A1a'])
  throwLasso(false)
  expect([...work.selected]).toEqual(['A1a'])
  expect(work.sketch.points).toEqual([])
})

test('the last piece of a line follows the borders between its ends', () => {
  const work = bench()
  work.choose('split')
  for (const [column, row] of [
    [0, 0],
    [1, 2],
  ])
    work.sketch.add({ kind: 'vertex', place: place(column!, row!) })
  expect(canFollowBorder(work)).toBe(true)
  expect(followBorder(work)).toBe(true)
  expect(work.sketch.line).toHaveLength(4)
  expect(work.sketch.line.at(-1)).toEqual(place(1, 2))
  work.sketch.add(free(0.4, 1.7))
  expect(canFollowBorder(work)).toBe(false)
})

test('the way along borders is the shortest one, and there is none to nowhere', () => {
  const index = new BorderIndex(squares())
  expect(borderPath(index, place(0, 0), place(0, 2))).toEqual([place(0, 1), place(0, 2)])
  expect(borderPath(index, place(0, 0), place(0.5, 0.5))).toBeNull()
})
