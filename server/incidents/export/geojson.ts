import type { Incident } from '../contract.ts'

/** A FeatureCollection; what is not located has no geometry. */
export async function* geojsonOf(pages: AsyncIterable<readonly Incident[]>): AsyncGenerator<string> {
  yield '{"type":"FeatureCollection","features":['
  let isFirst = true
  for await (const incidents of pages) {
    yield (isFirst ? '' : ',') + incidents.map(feature).join(',')
    isFirst = false
  }
  yield ']}'
}

function feature({ lon, lat, ...properties }: Incident): string {
  const geometry = lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] }
  return JSON.stringify({ type: 'Feature', id: properties.id, geometry, properties })
}
