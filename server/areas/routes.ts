import type { App } from '../app-types.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { readInScope } from '../db/row-scope.ts'
import { readSetting } from '../db/settings.ts'
import { toDegrees, toUnits } from '../domain/coverage/shape.ts'
import { notModified } from '../etag.ts'
import type { AreaCache } from './area-cache.ts'
import type { AreaIndex, AreaNode } from './area-index.ts'
import { basemapForWeb } from './basemap-for-web.ts'
import { areaContract, type Area } from './contract.ts'
import { toMultiPolygon } from '../domain/coverage/geojson.ts'
import { knownArea } from './known-area.ts'
import { readCategories, readSpan } from './queries.ts'

type Dependencies = {
  db: Db
  areas: AreaCache
  config: Pick<Config, 'basemap' | 'timeZone' | 'keyring' | 'contactDays'>
}

export function areaRoutes(app: App, { db, areas, config }: Dependencies): void {
  app.route({
    ...areaContract.county,
    config: { forDisplays: true },
    handler: async () => {
      const { release } = await areas.current()
      const [demo, span, categories] = await Promise.all([
        readSetting(db, 'demo'),
        readInScope(db, 'county', readSpan),
        readCategories(db),
      ])
      return {
        demo: demo === true,
        now: new Date().toISOString(),
        timeZone: config.timeZone,
        release,
        span: span && wholeDays(span),
        basemap: basemapForWeb(config.basemap),
        contactDays: config.keyring === null ? null : config.contactDays,
        categories,
      }
    },
  })

  app.route({
    ...areaContract.tree,
    config: { forDisplays: true },
    handler: async (request, reply) => {
      const index = await areas.at(request.query.release)
      if (notModified(request, reply, `areas-${index.release}`)) return reply.code(304).send(null)
      return {
        release: index.release,
        publishedAt: index.publishedAt?.toISOString() ?? null,
        items: index.nodes.map((node) => toArea(node, index)),
      }
    },
  })

  app.route({
    ...areaContract.detail,
    config: { forDisplays: true },
    handler: async (request) => {
      const index = await areas.at(request.query.release)
      const node = knownArea(index, request.params.code)
      return {
        ...toArea(node, index),
        path: index.path(node).map((above) => above.code),
        geometry: toMultiPolygon(node.shape),
      }
    },
  })

  app.route({
    ...areaContract.locate,
    handler: async ({ query: { lon, lat } }) => {
      const index = await areas.current()
      return { area: index.locate(toUnits(lon), toUnits(lat))?.code ?? null }
    },
  })
}

const DAY_MS = 86_400_000

/** To whole days: to the minute they would tell something of the areas that a viewer does not see. */
function wholeDays({ from, to }: { from: Date; to: Date }): { from: string; to: string } {
  const day = (at: Date, round: (days: number) => number) =>
    new Date(round(at.getTime() / DAY_MS) * DAY_MS).toISOString()
  return { from: day(from, Math.floor), to: day(to, Math.ceil) }
}

function toArea(node: AreaNode, index: AreaIndex): Area {
  const parent = node.parentId === null ? null : index.byId(node.parentId)
  return {
    id: node.id,
    code: node.code,
    level: node.level,
    parentCode: parent?.code ?? null,
    name: node.name,
    nameEn: node.nameEn,
    kind: node.kind,
    bbox: node.bounds.map(toDegrees),
    label: node.label.map(toDegrees),
    areaSquareMetres: Math.round(node.squareMetres),
    households: node.households,
    population: node.population,
    childCount: node.children.length,
  }
}
