import type { AreaIndex } from '../areas/area-index.ts'
import { toUnits } from '../domain/coverage/shape.ts'
import { CodedError } from '../errors.ts'

/** Where something is, as somebody without an account says it: a point, the grid of a poster's code, words; at least one of them. */
export type GivenPlace = {
  /** Degrees, WGS 84. */
  place?: { lon: number; lat: number } | null
  /** The code of a grid, or of another area. */
  grid?: string | null
  address?: string | null
}

type Found = { address: string | null; point: { x: number; y: number; versionId: number } | null }

/**
 * The place of a report: its point; else the middle of the area whose code was given, and its address says so; else nowhere but its address: nobody
 * here knows addresses. Throws invalid_input for none of these and for a point outside the county, unknown_area.
 */
export function findPlace(areas: AreaIndex, { place, grid, address }: GivenPlace): Found {
  const said = address?.trim() || null
  if (place) {
    const [x, y] = [toUnits(place.lon), toUnits(place.lat)]
    const leaf = areas.locate(x, y)
    if (leaf === null)
      throw new CodedError('invalid_input', `The place must be in ${areas.county?.name ?? 'the county'}.`)
    return { address: said, point: { x, y, versionId: leaf.versionId } }
  }
  if (grid) return inArea(areas, grid, said)
  if (said === null)
    throw new CodedError('invalid_input', 'A report says where: by a point, the code of a grid, or in words.')
  return { address: said, point: null }
}

function inArea(areas: AreaIndex, code: string, said: string | null): Found {
  const area = areas.byCode(code)
  if (area === null) throw new CodedError('unknown_area', `No area with the code "${code}" is valid now.`)
  const [x, y] = area.label
  const leaf = areas.locate(x, y) ?? area
  return { address: said ?? area.name, point: { x, y, versionId: leaf.versionId } }
}
