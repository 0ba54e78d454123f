import type { Bounds } from './map-context.svelte.ts'

/** The box around several; of none there is none. Degrees. */
export function boundsAround(boxes: readonly (readonly number[])[]): Bounds {
  const all = (place: number): number[] => boxes.map((box) => box[place]!)
  return [Math.min(...all(0)), Math.min(...all(1)), Math.max(...all(2)), Math.max(...all(3))]
}
