import { ImportFault } from './import-fault.ts'
import { listed } from './listed.ts'

/** A column of a file: its name, and its place among the values of a row. */
export type Column = { name: string; at: number }

/**
 * The column that was named, which must exist, else the first of the usual ones that does; null: none. Throws an ImportFault,
 * also where the file has the column twice.
 */
export function findColumn(
  given: string | null,
  usual: readonly string[],
  columns: readonly string[],
  file: string,
): Column | null {
  if (given !== null && !columns.includes(given)) {
    throw new ImportFault(`${file} has no column "${given}"; it has ${listed(columns)}.`)
  }
  const name = given ?? usual.find((candidate) => columns.includes(candidate))
  if (name === undefined) return null
  const at = columns.indexOf(name)
  if (columns.lastIndexOf(name) === at) return { name, at }
  throw new ImportFault(`${file} must have each column once, but "${name}" occurs more than once.`)
}

/** Columns that are taken for a place when none is named. */
export const USUAL_PLACE = {
  lon: ['lon', 'lng', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
} as const
