import { Type } from 'typebox'

export const TileJson = Type.Object({
  tilejson: Type.Literal('3.0.0'),
  name: Type.String(),
  tiles: Type.Array(Type.String()),
  minzoom: Type.Integer(),
  maxzoom: Type.Integer(),
  bounds: Type.Optional(Type.Array(Type.Number(), { minItems: 4, maxItems: 4 })),
  vector_layers: Type.Array(
    Type.Object({
      id: Type.String(),
      description: Type.String(),
      minzoom: Type.Integer(),
      maxzoom: Type.Integer(),
      fields: Type.Record(Type.String(), Type.String()),
    }),
  ),
})

export const tileContract = {
  tileJson: {
    method: 'GET',
    url: '/tiles/areas.json',
    schema: { tags: ['tiles'], summary: 'TileJSON 3.0 of the boundaries', response: { 200: TileJson } },
  },
  tile: {
    method: 'GET',
    url: '/tiles/areas/:release/:z/:x/:y.mvt',
    schema: {
      tags: ['tiles'],
      summary: 'Boundaries of a release as a vector tile; 204 when nothing lies in it',
      params: Type.Object({
        release: Type.Integer({ minimum: 0 }),
        z: Type.Integer({ minimum: 0, maximum: 22 }),
        x: Type.Integer({ minimum: 0 }),
        y: Type.Integer({ minimum: 0 }),
      }),
    },
  },
} as const
