import { cellToLatLng } from 'h3-js'
import { areaInScope, rolesAt } from '../../accounts/scope.ts'
import { viewerOf, type Viewer } from '../../accounts/viewer.ts'
import type { App } from '../../app-types.ts'
import type { AreaCache } from '../../areas/area-cache.ts'
import type { AreaIndex, AreaNode } from '../../areas/area-index.ts'
import { gridCells } from '../../areas/grid-cells.ts'
import type { Db } from '../../db/connect.ts'
import { may } from '../../domain/permission.ts'
import { CodedError } from '../../errors.ts'
import { gapsContract, type Suggestion } from '../gaps/gaps-contract.ts'
import { roundDegrees } from '../round.ts'
import {
  insertSuggestion,
  readGridOfSuggestion,
  readOpenSuggestions,
  withdrawSuggestion,
  type SuggestionRow,
} from './suggestion-queries.ts'

/** "Somebody should go there": made, listed and withdrawn. A visit to the cell does them (server/duty). */
export function suggestionRoutes(app: App, { db, areas }: { db: Db; areas: AreaCache }): void {
  app.route({
    ...gapsContract.suggestions,
    handler: async (request) => {
      const index = await areas.current()
      const area = areaInScope(viewerOf(request), index, request.query.area)
      const grids = index.within(area, 'grid').map(({ id }) => id)
      const rows = await readOpenSuggestions(db, grids)
      return { items: rows.map((row) => toSuggestion(row, index)) }
    },
  })

  app.route({
    ...gapsContract.suggest,
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      const index = await areas.current()
      const { grid: code, cell } = request.body
      const grid = areaInScope(viewer, index, code)
      requireSuggesting(viewer, index, grid)
      if (grid.level !== 'grid' || !gridCells(grid.shape).cells.includes(cell))
        throw new CodedError(
          'invalid_input',
          `"cell" must be a cell of the grid in "grid", but "${cell}" is none of "${code}".`,
        )
      const row = await insertSuggestion(db, { gridId: grid.id, cell, madeBy: viewer.name })
      return reply.code(201).send(toSuggestion(row, index))
    },
  })

  app.route({
    ...gapsContract.withdraw,
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      const index = await areas.current()
      const { id } = request.params
      const gridId = await readGridOfSuggestion(db, id)
      const grid = gridId === null ? null : index.byId(gridId)
      if (grid !== null) requireSuggesting(viewer, index, grid)
      if (grid === null || !(await withdrawSuggestion(db, id)))
        throw new CodedError('unknown_suggestion', `No open suggestion has the id ${id}.`)
      return reply.code(204).send(null)
    },
  })
}

/** Throws out_of_scope for grids that are not seen, not_allowed for roles that suggest nothing. */
function requireSuggesting(viewer: Viewer, index: AreaIndex, grid: AreaNode): void {
  areaInScope(viewer, index, grid.code)
  if (!may(rolesAt(viewer, index, { areaId: grid.id, unit: null }), 'suggestVisits'))
    throw new CodedError('not_allowed', 'Suggesting visits is for those who send operators.')
}

function toSuggestion(row: SuggestionRow, index: AreaIndex): Suggestion {
  const [lat, lon] = cellToLatLng(row.cell)
  return {
    id: row.id,
    grid: index.byId(row.gridId)?.code ?? '',
    cell: row.cell,
    lon: roundDegrees(lon),
    lat: roundDegrees(lat),
    madeBy: row.madeBy,
    madeAt: row.madeAt.toISOString(),
  }
}
