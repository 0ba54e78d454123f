import { expect, test } from 'vitest'
import type { Bounds } from '../../../server/domain/coverage/ring.ts'
import { handleFeatures } from '../../../web/boundaries/map/drawings.ts'
import { EditState } from '../../../web/boundaries/studio/edit-state.svelte.ts'
import { Workbench } from '../../../web/boundaries/studio/workbench.svelte.ts'
import { place } from './square-members.ts'
import { squareGround } from './square-ground.ts'

const bench = () =>
  new Workbench(new EditState(squareGround(['A1a', 'A1b', 'A2a', 'A2b', 'B1a', 'B1b', 'B2a', 'B2b'])))
/** A view of much ground besides, so that the handles are few for its size. */
const around = [...place(-200, -200), ...place(200, 200)] as unknown as Bounds

test.each([
  [40, true],
  [8, false],
])('with %i pixels between vertices handles are shown: %s', (pixels, isShown) => {
  const scale = { x: pixels / 100_000, y: pixels / 100_000 }
  expect(handleFeatures(bench(), around, scale, null) !== null).toBe(isShown)
})
