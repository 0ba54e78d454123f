import { ImportFault } from './import-fault.ts'
import { readText } from './text-file.ts'

/** A feature as it stands in a file; nothing about it is certain but that it is an object. */
export type Feature = {
  properties?: Record<string, unknown> | null
  geometry?: { type?: unknown; coordinates?: unknown } | null
}

/** The systems that are WGS 84 in degrees for us, longitude first. */
const DEGREES = new Set(['4326', '4490', 'CRS84'])

/**
 * The features of a GeoJSON file (RFC 7946: a Feature or a FeatureCollection). Throws an ImportFault when it is none, or
 * when it names another reference system than `crs` (older files have a `crs` member).
 */
export function readFeatures(file: string, crs: string): Feature[] {
  return featuresOf(parse(readText(file), file), file, crs)
}

/** The features of what is GeoJSON already; `file` is what it is called in faults. */
export function featuresOf(content: Record<string, unknown>, file: string, crs: string): Feature[] {
  const { type, features } = content
  if (type !== 'Feature' && !(type === 'FeatureCollection' && Array.isArray(features))) {
    const came = type === 'FeatureCollection' ? 'it has no list of features' : `its type is ${shown(type)}`
    throw new ImportFault(`${file} must be a GeoJSON Feature or FeatureCollection, but ${came}.`)
  }
  checkSystem(content['crs'], crs, file)
  const list = type === 'Feature' ? [content] : (features as unknown[])
  return list.map((feature, i) => {
    const given = isObject(feature) ? feature['type'] : feature
    if (given === 'Feature') return feature as Feature
    throw new ImportFault(`Feature ${i + 1} of ${file} must be a GeoJSON Feature, but it is ${shown(given)}.`)
  })
}

function parse(text: string, file: string): Record<string, unknown> {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    const came = text.trim() === '' ? 'it is empty' : `it is no JSON: ${(error as Error).message}`
    throw new ImportFault(`${file} must be GeoJSON, but ${came}.`)
  }
  return isObject(content) ? content : { type: content }
}

function checkSystem(member: unknown, crs: string, file: string): void {
  const name = isObject(member) && isObject(member['properties']) ? member['properties']['name'] : null
  const named = /(?:EPSG:+(?:[\d.]*:)?|OGC:[\d.]*:)(\w+)$/i.exec(String(name ?? ''))?.[1]?.toUpperCase()
  const asked = /^EPSG:(\d+)$/i.exec(crs.trim())?.[1]
  if (named === undefined || asked === undefined || named === asked) return
  if (DEGREES.has(named) && DEGREES.has(asked)) return
  const system = named === 'CRS84' ? 'EPSG:4326' : `EPSG:${named}`
  throw new ImportFault(
    `${file} says that its coordinates are ${system}, but --crs is EPSG:${asked}: give --crs ${system}.`,
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function shown(value: unknown): string {
  const text = JSON.stringify(isObject(value) ? '…' : (value ?? null))
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
