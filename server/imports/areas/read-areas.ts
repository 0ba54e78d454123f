import { oriented } from '../../domain/coverage/ring.ts'
import { toUnits, type Ring, type Shape } from '../../domain/coverage/shape.ts'
import type { Projector } from '../crs.ts'
import { listed } from '../listed.ts'
import { readFeatures, type Feature } from '../geojson-file.ts'
import { ImportFault } from '../import-fault.ts'
import { isUnfitText } from '../../unfit-text.ts'

/** An area as it stands in a file: `parent` is null where no field names it. */
export type FileArea = { code: string; name: string; parent: string | null; shape: Shape }

export type FieldNames = { code: string | null; name: string | null; parent: string | null }

/** Where names usually stand when no field is given, first found first. */
const USUAL = {
  code: ['code', 'Code', 'CODE', 'id', 'ID', 'cartodb_id'],
  name: ['name', 'Name', 'NAME', 'nom', '名称', 'title'],
}

/** What the API takes for the code of an area. */
const LONGEST_CODE = 64

/**
 * Reads polygons and multipolygons of a GeoJSON file on integers of 1e-7 degree. Throws an ImportFault that names the
 * feature and what was expected of it.
 */
export function readAreas(file: string, crs: string, fields: FieldNames, project: Projector): FileArea[] {
  return areasOf(readFeatures(file, crs), file, fields, project)
}

/** The areas of features that were read; `file` is what they are called in faults. */
export function areasOf(
  features: readonly Feature[],
  file: string,
  fields: FieldNames,
  project: Projector,
): FileArea[] {
  if (features.length === 0)
    throw new ImportFault(`${file} must hold areas, but its list of features is empty.`)
  const first = features[0]?.properties ?? {}
  const codeField = fields.code ?? usual('code', first, file)
  const nameField = fields.name ?? USUAL.name.find((name) => name in first) ?? codeField
  return features.map(({ properties, geometry }, i) => {
    const label = `feature ${i + 1} of ${file}`
    const field = (name: string): string => readField(properties?.[name], name, label)
    return {
      code: checkCode(field(codeField), label),
      name: field(nameField),
      parent: fields.parent === null ? null : field(fields.parent),
      shape: toShape(geometry, label, project),
    }
  })
}

function readField(value: unknown, name: string, label: string): string {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) {
    throw new ImportFault(
      `The field "${name}" of ${label} has more digits than a JSON number keeps: quote it.`,
    )
  }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  if (text === '') throw new ImportFault(`The field "${name}" is missing or empty in ${label}.`)
  if (isUnfitText(text)) {
    throw new ImportFault(
      `The field "${name}" of ${label} must be text, but it has characters that are none.`,
    )
  }
  return text
}

/** Throws an ImportFault when no address could have this code. */
export function checkCode(code: string, label: string): string {
  if (code.length <= LONGEST_CODE) return code
  throw new ImportFault(
    `The code of ${label} must have at most ${LONGEST_CODE} characters, but it has ${code.length}.`,
  )
}

function usual(kind: 'code' | 'name', properties: Record<string, unknown>, file: string): string {
  const found = USUAL[kind].find((name) => name in properties)
  if (found) return found
  const names = Object.keys(properties)
  const choice = names.length > 0 ? `one of ${listed(names)}` : 'but its first feature has no properties'
  throw new ImportFault(`No field of ${file} is known to hold the ${kind}: give --${kind}-field, ${choice}.`)
}

function toShape(geometry: Feature['geometry'], label: string, project: Projector): Shape {
  const parts =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : null
  if (!Array.isArray(parts) || parts.length === 0) {
    throw new ImportFault(
      `The geometry of ${label} must be a Polygon or MultiPolygon, but it is ${JSON.stringify(geometry?.type ?? null)}.`,
    )
  }
  return parts.map((part: unknown) => {
    if (!Array.isArray(part) || part.length === 0) throw new ImportFault(`A polygon of ${label} has no ring.`)
    return part.map((ring, i) => oriented(toRing(ring, label, project), i === 0))
  })
}

function toRing(positions: unknown, label: string, project: Projector): Ring {
  if (!Array.isArray(positions) || positions.length < 4) {
    throw new ImportFault(`A ring of ${label} must have at least four positions.`)
  }
  const ring: Ring = []
  for (const position of positions) {
    const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
    const [lon, lat] = isFinite(x) && isFinite(y) ? project(x, y) : [NaN, NaN]
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      const came = JSON.stringify(position)?.slice(0, 80)
      throw new ImportFault(
        `A position of ${label} must be longitude and latitude in degrees, but it is ${came}. Is --crs right?`,
      )
    }
    const [unitX, unitY] = [toUnits(lon), toUnits(lat)]
    if (unitX !== ring.at(-2) || unitY !== ring.at(-1)) ring.push(unitX, unitY)
  }
  if (ring[0] === ring.at(-2) && ring[1] === ring.at(-1)) ring.splice(-2)
  if (ring.length < 6) throw new ImportFault(`A ring of ${label} has no area at a precision of 1e-7 degree.`)
  return ring
}

function isFinite(value: unknown): value is number {
  return Number.isFinite(value)
}
