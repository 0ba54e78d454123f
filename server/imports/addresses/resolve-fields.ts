import { findColumn, USUAL_PLACE, type Column } from '../find-column.ts'
import { ImportFault } from '../import-fault.ts'
import { listed } from '../listed.ts'

/** Where each part of an address point stands in a row; null: nowhere. */
export type AddressFields = {
  lon: Column
  lat: Column
  households: Column | null
}

/** The columns as they were named; null: the usual ones. */
export type AddressFieldNames = { [Name in keyof AddressFields]: string | null }

const USUAL = {
  ...USUAL_PLACE,
  households: ['households', '户数'],
} as const

/** The columns to read: those named, which must exist, else the usual ones that do. Throws an ImportFault. */
export function resolveAddressFields(
  names: AddressFieldNames,
  columns: readonly string[],
  file: string,
): AddressFields {
  const find = (field: keyof AddressFields): Column | null =>
    findColumn(names[field], USUAL[field], columns, file)
  const [lon, lat] = [find('lon'), find('lat')]
  if (lon === null || lat === null) {
    throw new ImportFault(
      `No columns of ${file} are known to hold the place: give --lon-field and --lat-field; it has ${listed(columns)}.`,
    )
  }
  return { lon, lat, households: find('households') }
}
