import { readFileSync } from 'node:fs'
import { doubledArea } from '../../domain/coverage/ring.ts'
import { toUnits, type Ring, type Shape } from '../../domain/coverage/shape.ts'
import type { Projector } from '../crs.ts'
import { ImportFault } from '../import-fault.ts'

/** An area as it stands in a file: `parent` is null where no field names it. */
export type FileArea = { code: string; name: string; parent: string | null; shape: Shape }

export type FieldNames = { code: string | null; name: string | null; parent: string | null }

/** Where names usually stand when no field is given, first found first. */
const USUAL = {
  code: ['code', 'Code', 'CODE', 'id', 'ID', 'cartodb_id'],
  name: ['name', 'Name', 'NAME', 'nom', '名称', 'title'],
}

type Feature = { type: string; properties?: Record<string, unknown> | null; geometry?: Geometry | null }
type Geometry = { type: string; coordinates?: unknown }

/**
 * Reads polygons and multipolygons of a GeoJSON file (RFC 7946) on integers of 1e-7 degree. Throws an ImportFault that
 * names the feature and what was expected of it.
 */
export function readAreas(file: string, fields: FieldNames, project: Projector): FileArea[] {
  const features = readFeatures(file)
  const first = features[0]?.properties ?? {}
  const codeField = fields.code ?? usual('code', first, file)
  const nameField = fields.name ?? USUAL.name.find((name) => name in first) ?? codeField
  return features.map((feature, i) => {
    const label = `feature ${i + 1} of ${file}`
    const field = (name: string): string => {
      const value = feature.properties?.[name]
      if (value === undefined || value === null || value === '')
        throw new ImportFault(`The field "${name}" is missing or empty in ${label}.`)
      return String(value)
    }
    return {
      code: field(codeField),
      name: field(nameField),
      parent: fields.parent === null ? null : field(fields.parent),
      shape: toShape(feature.geometry, label, project),
    }
  })
}

function readFeatures(file: string): Feature[] {
  let text: string
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    throw new ImportFault(`The file ${file} cannot be read.`)
  }
  let content: { type?: string; features?: Feature[] }
  try {
    content = JSON.parse(text) as typeof content
  } catch (error) {
    throw new ImportFault(`${file} must be GeoJSON, but it is no JSON: ${(error as Error).message}.`)
  }
  const features = content?.type === 'Feature' ? [content as Feature] : content?.features
  if (!Array.isArray(features) || (content.type !== 'FeatureCollection' && content.type !== 'Feature')) {
    throw new ImportFault(
      `${file} must be a GeoJSON Feature or FeatureCollection, but its type is ${JSON.stringify(content?.type)}.`,
    )
  }
  if (features.length === 0)
    throw new ImportFault(`${file} must hold areas, but its list of features is empty.`)
  return features
}

function usual(kind: 'code' | 'name', properties: Record<string, unknown>, file: string): string {
  const found = USUAL[kind].find((name) => name in properties)
  if (found) return found
  throw new ImportFault(
    `No field of ${file} is known to hold the ${kind}: give --${kind}-field, one of ${Object.keys(properties).join(', ')}.`,
  )
}

function toShape(geometry: Geometry | null | undefined, label: string, project: Projector): Shape {
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

/** Outer rings counter-clockwise, holes clockwise, whatever the file has. */
function oriented(ring: Ring, isOuter: boolean): Ring {
  if (doubledArea(ring) > 0 === isOuter) return ring
  const turned: Ring = []
  for (let i = ring.length - 2; i >= 0; i -= 2) turned.push(ring[i]!, ring[i + 1]!)
  return turned
}

function toRing(positions: unknown, label: string, project: Projector): Ring {
  if (!Array.isArray(positions) || positions.length < 4) {
    throw new ImportFault(`A ring of ${label} must have at least four positions.`)
  }
  const ring: Ring = []
  for (const position of positions) {
    const [x, y] = Array.isArray(position) ? (position as unknown[]) : []
    const [lon, lat] = typeof x === 'number' && typeof y === 'number' ? project(x, y) : [NaN, NaN]
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      throw new ImportFault(
        `A position of ${label} must be longitude and latitude in degrees, but it is ${JSON.stringify(position)}. Is --crs right?`,
      )
    }
    const [unitX, unitY] = [toUnits(lon), toUnits(lat)]
    if (unitX !== ring.at(-2) || unitY !== ring.at(-1)) ring.push(unitX, unitY)
  }
  if (ring[0] === ring.at(-2) && ring[1] === ring.at(-1)) ring.splice(-2)
  if (ring.length < 6) throw new ImportFault(`A ring of ${label} has no area at a precision of 1e-7 degree.`)
  return ring
}
