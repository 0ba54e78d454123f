import gcoord from 'gcoord'
import proj4 from 'proj4'
import { ImportFault } from './import-fault.ts'

/** Turns coordinates of a file into longitude and latitude in WGS 84 degrees. */
export type Projector = (x: number, y: number) => [lon: number, lat: number]

/** Definitions by EPSG code; 4490 (CGCS2000) is WGS 84 within centimetres. From the EPSG registry. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  4326: '+proj=longlat +datum=WGS84 +no_defs',
  4490: '+proj=longlat +ellps=GRS80 +no_defs',
  3857: '+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs',
}

/** A projector for `EPSG:n`, `gcj02` or `bd09`; throws an ImportFault for anything else. */
export function createProjector(crs: string): Projector {
  const name = crs.trim().toLowerCase()
  if (name === 'gcj02')
    return (x, y) => gcoord.transform([x, y], gcoord.GCJ02, gcoord.WGS84) as [number, number]
  if (name === 'bd09')
    return (x, y) => gcoord.transform([x, y], gcoord.BD09, gcoord.WGS84) as [number, number]
  const code = /^epsg:(\d+)$/.exec(name)?.[1]
  const definition = code && (DEFINITIONS[code] ?? gaussKruger(Number(code)))
  if (!definition) {
    throw new ImportFault(
      `--crs must be EPSG:4326, 4490, 3857, a CGCS2000 Gauss-Krüger zone (4491 to 4554), gcj02 or bd09, but it is "${crs}".`,
    )
  }
  if (code === '4326' || code === '4490') return (x, y) => [x, y]
  const { inverse } = proj4(definition)
  const isGauss = code !== '3857'
  return (x, y) => {
    // Surveyors write northing, easting: in China a northing is over 1,700 km, an easting without zone under 1,000 km.
    const swapped = isGauss && x < 6_000_000 && x > 1_700_000 && (y < 1_000_000 || y > 13_000_000)
    return inverse(swapped ? [y, x] : [x, y]) as [number, number]
  }
}

/**
 * CGCS2000 Gauss-Krüger: 4491-4501 six-degree zones 13 to 23, 4502-4512 the same by central meridian, 4513-4533
 * three-degree zones 25 to 45, 4534-4554 the same by central meridian. Zones lead the easting in the first of each pair.
 */
function gaussKruger(code: number): string | null {
  const define = (meridian: number, falseEasting: number): string =>
    `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=${falseEasting} +y_0=0 +ellps=GRS80 +units=m +no_defs`
  if (code >= 4491 && code <= 4501) {
    const zone = code - 4491 + 13
    return define(zone * 6 - 3, zone * 1e6 + 500_000)
  }
  if (code >= 4502 && code <= 4512) return define((code - 4502 + 13) * 6 - 3, 500_000)
  if (code >= 4513 && code <= 4533) {
    const zone = code - 4513 + 25
    return define(zone * 3, zone * 1e6 + 500_000)
  }
  return code >= 4534 && code <= 4554 ? define((code - 4534 + 25) * 3, 500_000) : null
}
