/** A picture of density: square cells in Web Mercator, row by row from the north-west. */
export type DensityGrid = {
  columns: number
  rows: number
  /** Incidents per square kilometre in each cell. */
  values: Float32Array
  /** The highest of them. */
  highest: number
}

export type MercatorBox = { west: number; north: number; east: number; south: number }

const EARTH_METRES = 40_075_016.686

/** Web Mercator from 0 to 1, x eastwards, y southwards. */
export function mercatorX(lon: number): number {
  return lon / 360 + 0.5
}

export function mercatorY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180)
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)
}

/** Degrees of latitude of a Mercator height. */
export function latitudeOf(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI
}

/** Ground metres of one Mercator unit at a latitude. */
export function metresPerUnit(lat: number): number {
  return EARTH_METRES * Math.cos((lat * Math.PI) / 180)
}

/**
 * Kernel density of points over a box: points are counted in cells of `cell` Mercator units, then spread by a Gaussian
 * of `sigmaCells` (three passes of a running mean). The sum of density times ground area is the number of points
 * inside, less what the spreading carries over the box's edge. `positions` are lon, lat pairs; `rows` says which.
 */
export function densityGrid(
  positions: Float64Array,
  rows: Iterable<number>,
  box: MercatorBox,
  cell: number,
  sigmaCells: number,
): DensityGrid {
  const columns = Math.max(1, Math.ceil((box.east - box.west) / cell))
  const height = Math.max(1, Math.ceil((box.south - box.north) / cell))
  let values = new Float32Array(columns * height)
  for (const row of rows) {
    const column = Math.floor((mercatorX(positions[2 * row]!) - box.west) / cell)
    const line = Math.floor((mercatorY(positions[2 * row + 1]!) - box.north) / cell)
    if (column >= 0 && column < columns && line >= 0 && line < height) values[line * columns + column]! += 1
  }
  const radius = Math.max(1, Math.round((Math.sqrt(4 * sigmaCells * sigmaCells + 1) - 1) / 2))
  for (let pass = 0; pass < 3; pass += 1) {
    values = runningMean(values, columns, height, radius, 1, columns)
    values = runningMean(values, height, columns, radius, columns, 1)
  }
  const side = (metresPerUnit(latitudeOf((box.north + box.south) / 2)) * cell) / 1000
  let highest = 0
  for (let i = 0; i < values.length; i += 1) {
    values[i]! /= side * side
    if (values[i]! > highest) highest = values[i]!
  }
  return { columns, rows: height, values, highest }
}

/** The mean over 2 × radius + 1 neighbours along lines of `length` cells `step` apart; `lines` of them `stride` apart. */
function runningMean(
  values: Float32Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  stride: number,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(values.length)
  const width = 2 * radius + 1
  for (let line = 0; line < lines; line += 1) {
    const start = line * stride
    let sum = 0
    for (let i = 0; i < Math.min(radius, length); i += 1) sum += values[start + i * step]!
    for (let i = 0; i < length; i += 1) {
      if (i + radius < length) sum += values[start + (i + radius) * step]!
      if (i - radius - 1 >= 0) sum -= values[start + (i - radius - 1) * step]!
      result[start + i * step] = sum / width
    }
  }
  return result
}
