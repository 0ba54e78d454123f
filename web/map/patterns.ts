/** Side of a pattern's square, in pixels. */
const SIDE = 8

/** Thin diagonal lines, for areas without data; RGBA pixels for Map.addImage. */
export function hatchPattern(rgb: readonly [number, number, number]): {
  width: number
  height: number
  data: Uint8Array
} {
  return pattern(rgb, (x, y) => (x + y) % SIDE === 0 || (x + y) % SIDE === 1)
}

/** Dots, for rates over too few. */
export function dotPattern(rgb: readonly [number, number, number]): {
  width: number
  height: number
  data: Uint8Array
} {
  return pattern(rgb, (x, y) => x % SIDE < 2 && y % SIDE < 2)
}

function pattern(rgb: readonly [number, number, number], isOn: (x: number, y: number) => boolean) {
  const data = new Uint8Array(SIDE * SIDE * 4)
  for (let y = 0; y < SIDE; y += 1) {
    for (let x = 0; x < SIDE; x += 1) {
      if (isOn(x, y)) data.set([...rgb, 130], (y * SIDE + x) * 4)
    }
  }
  return { width: SIDE, height: SIDE, data }
}
