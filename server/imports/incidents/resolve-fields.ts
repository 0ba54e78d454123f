import { findColumn, USUAL_PLACE, type Column } from '../find-column.ts'
import { ImportFault } from '../import-fault.ts'
import { listed } from '../listed.ts'

/** Where each part of an incident stands in a row; null: nowhere. */
export type IncidentFields = {
  lon: Column | null
  lat: Column | null
  wkt: Column | null
  time: Column
  category: Column | null
  id: Column | null
  title: Column | null
  address: Column | null
}

/** The columns as they were named; null: the usual ones. */
export type FieldNames = { [Name in keyof IncidentFields]: string | null }

/** Columns that are taken for a field when none is named. */
const USUAL: Readonly<Record<keyof IncidentFields, readonly string[]>> = {
  ...USUAL_PLACE,
  wkt: [],
  time: ['time', 'occurred_at', 'datetime', 'date', '发生时间', '时间'],
  category: ['category', 'offense', 'type', '类别', '事件类别'],
  id: [],
  title: ['title', 'name', '标题', '事件标题'],
  address: ['address', '地址'],
}

/** The columns to read: those named, which must exist, else the usual ones that do. Throws an ImportFault. */
export function resolveFields(names: FieldNames, columns: readonly string[], file: string): IncidentFields {
  const resolve = (field: keyof IncidentFields): Column | null =>
    findColumn(names[field], USUAL[field], columns, file)
  const time = resolve('time')
  if (time === null) {
    throw new ImportFault(
      `No column of ${file} is known to hold the time: give --time-field, one of ${listed(columns)}.`,
    )
  }
  const wkt = resolve('wkt')
  const [lon, lat] = wkt === null ? [resolve('lon'), resolve('lat')] : [null, null]
  if (wkt === null && (lon === null || lat === null)) {
    throw new ImportFault(
      `No columns of ${file} are known to hold the place: give --lon-field and --lat-field, or --wkt-field; it has ${listed(columns)}.`,
    )
  }
  const category = resolve('category')
  return {
    lon,
    lat,
    wkt,
    time,
    category,
    id: resolve('id'),
    title: resolve('title'),
    address: resolve('address'),
  }
}
