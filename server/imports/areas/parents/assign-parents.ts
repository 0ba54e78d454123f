import { areaSquareMetres } from '../../../domain/coverage/area-square-metres.ts'
import { arrange } from '../../../domain/coverage/arrangement.ts'
import type { Shape } from '../../../domain/coverage/shape.ts'
import { widthMetres } from '../../../domain/coverage/width-metres.ts'

/** The parent that covers most of an area, and the share of the area that it covers (0 to 1). */
export type Overlap = { parent: number; share: number }

/** For each area what the parents cover of it, largest first; areas and parents may be drawn at different precision. */
export function overlaps(areas: readonly Shape[], parents: readonly Shape[]): Overlap[][] {
  const { faces } = arrange([...areas, ...parents])
  const covered = areas.map(() => new Map<number, number>())
  for (const { owners, shape } of faces) {
    const area = owners.find((owner) => owner < areas.length)
    const parent = owners.find((owner) => owner >= areas.length)
    if (area === undefined || parent === undefined) continue
    const size = areaSquareMetres(shape)
    covered[area]!.set(parent - areas.length, (covered[area]!.get(parent - areas.length) ?? 0) + size)
  }
  return areas.map((area, i) => {
    const whole = areaSquareMetres(area)
    return [...covered[i]!]
      .map(([parent, size]) => ({ parent, share: whole > 0 ? size / whole : 0 }))
      .sort((a, b) => b.share - a.share)
  })
}

/** What belongs to one of two shapes but not to the other; `widthMetres` is how far the border moved where it moved most. */
export type Difference = { squareMetres: number; lostSquareMetres: number; widthMetres: number; shape: Shape }

export function difference(before: Shape, after: Shape): Difference {
  const faces = arrange([before, after])
    .faces.filter(({ owners }) => owners.length === 1)
    .map(({ shape, owners: [owner] }) => ({
      shape,
      squareMetres: areaSquareMetres(shape),
      isLost: owner === 0,
    }))
    .toSorted((a, b) => b.squareMetres - a.squareMetres)
  let widest = 0
  for (const { shape, squareMetres } of faces) {
    // No circle in a face is larger than the face: smaller ones than this need no measuring.
    if (2 * Math.sqrt(squareMetres / Math.PI) <= widest) break
    widest = Math.max(widest, widthMetres(shape))
  }
  const sum = (some: typeof faces): number => some.reduce((total, face) => total + face.squareMetres, 0)
  return {
    squareMetres: sum(faces),
    lostSquareMetres: sum(faces.filter(({ isLost }) => isLost)),
    widthMetres: widest,
    shape: faces.flatMap(({ shape }) => shape),
  }
}
