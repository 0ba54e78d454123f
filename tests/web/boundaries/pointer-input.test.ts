import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterEach, expect, test, vi } from 'vitest'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { followPointer } from '../../../web/boundaries/map/pointer-input.ts'
import { EditState } from '../../../web/boundaries/studio/edit-state.svelte.ts'
import { Workbench } from '../../../web/boundaries/studio/workbench.svelte.ts'
import { place } from './square-members.ts'
import { squareGround } from './square-ground.ts'

/** A map of the square county on which a side of a grid has 50 pixels. */
const [WEST, SOUTH] = place(0, 0)
const UNITS = 2000
const pixelsOf = ([x, y]: Place) => ({ x: (x - WEST) / UNITS, y: (SOUTH - y) / UNITS })

type Listener = (event: unknown) => void

/** A studio whose vertices are moved by fingers: `touch` does on the map what fingers do, `end` lifts them. */
function byFinger() {
  const onMap = new Map<string, Listener>()
  const onWindow = new Map<string, Listener>()
  vi.stubGlobal('addEventListener', (name: string, listener: Listener) => onWindow.set(name, listener))
  vi.stubGlobal('requestAnimationFrame', (step: () => void) => (step(), 0))
  vi.stubGlobal('cancelAnimationFrame', () => {})
  const off = { disable() {}, disableRotation() {} }
  const map = {
    on: (name: string, listener: Listener) => onMap.set(name, listener),
    unproject: ([x, y]: [number, number]) => ({
      lng: (WEST + x * UNITS) / 1e7,
      lat: (SOUTH - y * UNITS) / 1e7,
    }),
    getZoom: () => Math.log2((360 * 1e7) / 512 / UNITS),
    getCenter: () => ({ lng: 0, lat: 0 }),
    boxZoom: off,
    dragRotate: off,
    touchZoomRotate: off,
    keyboard: off,
  }
  const bench = new Workbench(
    new EditState(squareGround(['A1a', 'A1b', 'A2a', 'A2b', 'B1a', 'B1b', 'B2a', 'B2b'])),
  )
  bench.choose('vertex')
  followPointer(map as unknown as MapLibreMap, bench, {
    mayEdit: () => true,
    onBox: () => {},
    handlesShown: () => true,
  })
  const touch = (name: 'touchstart' | 'touchmove', ...places: Place[]): void => {
    const points = places.map(pixelsOf)
    const point = {
      x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
      y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
    }
    onMap.get(name)!({ points, point, originalEvent: {}, preventDefault() {} })
  }
  const end = (name: 'touchend' | 'touchcancel' = 'touchend') => {
    const event = { cancelable: true, preventDefault: vi.fn() }
    onWindow.get(name)!(event)
    return event
  }
  return { bench, touch, end }
}

afterEach(() => vi.unstubAllGlobals())

test('a tap picks a vertex once: the mouse events after it are not wanted', () => {
  const { bench, touch, end } = byFinger()
  touch('touchstart', place(1, 1))
  expect(end().preventDefault).toHaveBeenCalled()
  expect(bench.hand.picked).toEqual([place(1, 1)])
})

test('a tap beside all vertices stays one, for it selects', () => {
  const { touch, end } = byFinger()
  touch('touchstart', place(0.5, 0.5))
  expect(end().preventDefault).not.toHaveBeenCalled()
})

test('a finger drags a vertex', () => {
  const { bench, touch, end } = byFinger()
  touch('touchstart', place(1, 1))
  touch('touchmove', place(1.3, 1.2))
  end()
  expect(bench.edit.work.operations).toMatchObject([{ kind: 'move', moves: [{ from: place(1, 1) }] }])
})

test('a second finger zooms the map, and the vertex under the first stays where it was', () => {
  const { bench, touch, end } = byFinger()
  touch('touchstart', place(1, 1))
  touch('touchmove', place(1.1, 1))
  touch('touchstart', place(1.1, 1), place(2.5, 1))
  touch('touchmove', place(0.8, 1), place(2.9, 1))
  end()
  expect(bench.hand.held).toBeNull()
  expect([bench.edit.work.operations, bench.edit.touched]).toEqual([[], []])
})

test('a touch that the system takes away moves nothing', () => {
  const { bench, touch, end } = byFinger()
  touch('touchstart', place(1, 1))
  touch('touchmove', place(1.3, 1.2))
  end('touchcancel')
  expect([bench.hand.held, bench.edit.work.operations]).toEqual([null, []])
})
