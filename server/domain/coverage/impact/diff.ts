import { arrange } from '../arrangement.ts'
import { areaSquareMetres } from '../area-square-metres.ts'
import { dissolve } from '../dissolve.ts'
import type { Shape } from '../shape.ts'

export type Ground = { code: string; shape: Shape }

/** Ground that went from one area to another; `''` is the land outside. */
export type Passage = { from: string; to: string; squareMetres: number; shape: Shape }

/** Smaller faces come from rounding where borders that moved cross each other. */
const LEAST_SQUARE_METRES = 0.01

/**
 * What ground passed from which area to which between two states of some areas; unchanged areas may be left out on both
 * sides. Ground that kept its area is not named.
 */
export function diff(before: readonly Ground[], after: readonly Ground[]): Passage[] {
  const { faces } = arrange([...before, ...after].map(({ shape }) => shape))
  const passages = new Map<string, { from: string; to: string; faces: Shape[] }>()
  for (const { shape, owners } of faces) {
    const from = owners.find((owner) => owner < before.length)
    const to = owners.find((owner) => owner >= before.length)
    const [fromCode, toCode] = [
      from === undefined ? '' : before[from]!.code,
      to === undefined ? '' : after[to - before.length]!.code,
    ]
    if (fromCode === toCode || areaSquareMetres(shape) < LEAST_SQUARE_METRES) continue
    const key = JSON.stringify([fromCode, toCode])
    const passage = passages.get(key)
    if (passage) passage.faces.push(shape)
    else passages.set(key, { from: fromCode, to: toCode, faces: [shape] })
  }
  return [...passages.values()].map(({ from, to, faces: passed }) => {
    const shape = dissolve(passed)
    return { from, to, squareMetres: areaSquareMetres(shape), shape }
  })
}
