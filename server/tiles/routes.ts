import type { App } from '../app-types.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import { CodedError } from '../errors.ts'
import { tileContract } from './contract.ts'
import { MAX_ZOOM } from './tile-index.ts'
import { tileBody, type Encoding, type TileStore } from './tile-store.ts'

/** A release's tiles never change: a browser keeps them for a year. */
const FOREVER = 'public, max-age=31536000, immutable'

type Dependencies = { areas: AreaCache; tiles: TileStore; publicUrl: string | null }

export function tileRoutes(app: App, { areas, tiles, publicUrl }: Dependencies): void {
  app.route({
    ...tileContract.tileJson,
    handler: async (request) => {
      const { county } = await areas.current()
      const origin = publicUrl === null ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin
      const { release, minZooms } = await tiles.index()
      return {
        tilejson: '3.0.0' as const,
        name: county?.name ?? 'wangge',
        tiles: [`${origin}/tiles/areas/${release}/{z}/{x}/{y}.mvt`],
        minzoom: 0,
        maxzoom: MAX_ZOOM,
        ...(county ? { bounds: county.bounds.map(toDegrees) } : {}),
        vector_layers: [...minZooms].map(([level, minzoom]) => ({
          id: level,
          description: `areas of the level ${level}`,
          minzoom,
          maxzoom: MAX_ZOOM,
          fields: { code: 'String', t: 'Number', v: 'Number' },
        })),
      }
    },
  })

  app.route({
    ...tileContract.tile,
    config: { rateLimit: false },
    handler: async (request, reply) => {
      const { release, z, x, y } = request.params
      const cut = await tiles.of(release)
      if (x >= 2 ** z || y >= 2 ** z) {
        throw new CodedError(
          'invalid_input',
          `x and y must be below ${2 ** z} at zoom ${z}, but they are ${x} and ${y}.`,
        )
      }
      reply.header('cache-control', FOREVER).header('vary', 'accept-encoding')
      const tile = z > MAX_ZOOM ? null : cut.tile(z, x, y)
      if (!tile) return reply.code(204).send()
      const encoding = preferredEncoding(request.headers['accept-encoding'])
      const etag = `"${tile.etag}-${encoding}"`
      reply.header('etag', etag)
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send()
      reply.type('application/vnd.mapbox-vector-tile')
      if (encoding !== 'identity') reply.header('content-encoding', encoding)
      return reply.send(await tileBody(tile, encoding))
    },
  })
}

function preferredEncoding(accepted: string | undefined): Encoding {
  const offers = (accepted ?? '')
    .split(',')
    .map((offer) => offer.trim())
    .filter((offer) => !/;\s*q=0(\.0*)?$/.test(offer))
  const known = new Set(offers.map((offer) => offer.split(';')[0]))
  if (known.has('br')) return 'br'
  return known.has('gzip') ? 'gzip' : 'identity'
}
