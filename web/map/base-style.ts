import type { StyleSpecification } from 'maplibre-gl'

export type Basemap = { kind: 'pmtiles' | 'raster' | 'style'; url: string } | null
export type BaseColours = { ground: string; land: string; ink: string; inkQuiet: string; hairline: string }

/**
 * The style under the county: an address for kind `style`, else a style of our own: a plain ground, and above it the
 * tiles of a raster service or the layers of a PMTiles file with the Protomaps schema.
 */
export function baseStyle(basemap: Basemap, colours: BaseColours): StyleSpecification | string {
  if (basemap?.kind === 'style') return basemap.url
  const style: StyleSpecification = {
    version: 8,
    sources: {},
    layers: [{ id: 'ground', type: 'background', paint: { 'background-color': colours.ground } }],
  }
  if (basemap?.kind === 'raster') {
    style.sources['basemap'] = { type: 'raster', tiles: [basemap.url], tileSize: 256 }
    style.layers.push({
      id: 'basemap',
      type: 'raster',
      source: 'basemap',
      paint: { 'raster-saturation': -0.4 },
    })
  }
  if (basemap?.kind === 'pmtiles') {
    style.sources['basemap'] = {
      type: 'vector',
      url: `pmtiles://${new URL(basemap.url, location.href).href}`,
    }
    style.layers.push(...protomapsLayers(colours))
  }
  return style
}

/** A quiet map of water, woods, buildings and roads; names are left to the county's own layers. */
function protomapsLayers(colours: BaseColours): StyleSpecification['layers'] {
  const source = 'basemap'
  return [
    { id: 'earth', type: 'fill', source, 'source-layer': 'earth', paint: { 'fill-color': colours.land } },
    {
      id: 'landuse',
      type: 'fill',
      source,
      'source-layer': 'landuse',
      filter: [
        'in',
        ['get', 'kind'],
        ['literal', ['park', 'forest', 'wood', 'grass', 'farmland', 'orchard']],
      ],
      paint: { 'fill-color': '#7fa66a', 'fill-opacity': 0.14 },
    },
    {
      id: 'water',
      type: 'fill',
      source,
      'source-layer': 'water',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': '#6fa8cf', 'fill-opacity': 0.45 },
    },
    {
      id: 'buildings',
      type: 'fill',
      source,
      'source-layer': 'buildings',
      minzoom: 13,
      paint: { 'fill-color': colours.inkQuiet, 'fill-opacity': 0.18 },
    },
    {
      id: 'roads',
      type: 'line',
      source,
      'source-layer': 'roads',
      paint: {
        'line-color': colours.inkQuiet,
        'line-opacity': 0.45,
        'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 8, 0.3, 12, 1, 16, 5],
      },
    },
  ]
}
