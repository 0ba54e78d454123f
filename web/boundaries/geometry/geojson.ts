import type { Feature, FeatureCollection, Geometry, MultiPolygon, Position } from 'geojson'
import type { Place } from '../../../server/domain/coverage/edit/operation.ts'
import { toDegrees, type Shape } from '../../../server/domain/coverage/shape.ts'

export const NOTHING: FeatureCollection = { type: 'FeatureCollection', features: [] }

export function position([x, y]: Place): Position {
  return [toDegrees(x), toDegrees(y)]
}

/** A place from degrees, at the nearest unit. */
export function placeAt(longitude: number, latitude: number): Place {
  return [Math.round(longitude * 1e7), Math.round(latitude * 1e7)]
}

export function multiPolygon(shape: Shape): MultiPolygon {
  return {
    type: 'MultiPolygon',
    coordinates: shape.map((polygon) =>
      polygon.map((ring) => {
        const positions: Position[] = []
        for (let i = 0; i < ring.length; i += 2)
          positions.push([toDegrees(ring[i]!), toDegrees(ring[i + 1]!)])
        positions.push(positions[0]!)
        return positions
      }),
    ),
  }
}

export function feature(geometry: Geometry, properties: Record<string, unknown> = {}, id?: number): Feature {
  return { type: 'Feature', geometry, properties, ...(id === undefined ? {} : { id }) }
}

export function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features }
}

export function lineString(places: readonly Place[]): Geometry {
  return { type: 'LineString', coordinates: places.map(position) }
}

export function point(place: Place): Geometry {
  return { type: 'Point', coordinates: position(place) }
}
