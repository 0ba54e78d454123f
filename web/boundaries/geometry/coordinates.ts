import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { toDegrees } from '../../../server/domain/coverage/shape.ts'
import { placeAt } from './geojson.ts'

/** Longitude and latitude as they are typed: with seven decimals, which lose nothing. */
export function writePlace([x, y]: Place): string {
  return `${toDegrees(x).toFixed(7)}, ${toDegrees(y).toFixed(7)}`
}

/** Longitude, then latitude, parted by a comma (Chinese ones too) or a space; null where that is none. */
export function readPlace(text: string): Place | null {
  const parts = text.trim().split(/[\s,，、;；]+/)
  if (parts.length !== 2 || parts.some((part) => !/^[-+]?\d+(\.\d+)?$/.test(part))) return null
  const [longitude, latitude] = parts.map(Number) as [number, number]
  if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) return null
  return placeAt(longitude, latitude)
}
