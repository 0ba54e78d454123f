import { Readable } from 'node:stream'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import { readAreasAt } from '../areas/areas-at.ts'
import type { Db } from '../db/connect.ts'
import { noteEvent } from '../events/note-event.ts'
import { boundaryContract } from './contract.ts'
import { requirePermission } from './draft.ts'
import { differenceOf, requireRelease } from './release-difference.ts'
import { areasAsGeoJson } from './release-geojson.ts'
import { readReleases } from './release-queries.ts'

/** What each release changed: for the roles that see the county. Boundaries themselves are nobody's secret. */
export function releaseRoutes(app: App, { db }: { db: Db }): void {
  app.route({
    ...boundaryContract.releases,
    handler: async (request) => {
      requirePermission(viewerOf(request), 'readBoundaries', 'see what releases changed')
      return { items: await readReleases(db) }
    },
  })

  app.route({
    ...boundaryContract.difference,
    handler: async (request) => {
      requirePermission(viewerOf(request), 'readBoundaries', 'see what releases changed')
      const seq = Number(request.params.seq)
      return differenceOf(db, seq, request.query.against ?? seq - 1)
    },
  })

  app.route({
    ...boundaryContract.export,
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      requirePermission(viewer, 'readBoundaries', 'take boundaries out')
      const seq = Number(request.params.seq)
      const { level } = request.query
      await requireRelease(db, seq)
      const areas = await readAreasAt(db, seq)
      await noteEvent(db, viewer, 'export', { what: 'areas', release: `${seq}`, level })
      return reply
        .type('application/geo+json; charset=utf-8')
        .header('content-disposition', `attachment; filename="wangge-${level}-${seq}.geojson"`)
        .send(Readable.from(areasAsGeoJson(areas, level)))
    },
  })
}
