import { listedScope, rowScope } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { RowScope } from '../db/row-scope.ts'
import { CodedError } from '../errors.ts'
import { readTime } from '../window.ts'
import type { Snapshot } from './column-cache.ts'
import { readWords, type Words } from './words.ts'
import { readFilter, type Filter, type FilterInput } from './filter.ts'

export type ListInput = FilterInput & {
  area?: string
  q?: string
  unit?: string
  dueFrom?: string
  dueTo?: string
}

/** Which incidents a list or an export is about, checked, and cut to what the viewer sees. */
export type ListRequest = {
  /** All that the viewer sees: the database holds to it whatever the rest says. */
  scope: RowScope
  filter: Filter
  /** The areas that count as inside and the units; null for all. */
  areaIds: readonly number[] | null
  unitIds: readonly number[] | null
  words: Words | null
  unit: string | null
  due: { from: Date | null; to: Date | null }
}

/** Throws invalid_input, unknown_area or out_of_scope. */
export function readListRequest(
  { area: code, q, unit, dueFrom, dueTo, ...input }: ListInput,
  viewer: Viewer,
  { areas, categories }: Pick<Snapshot, 'areas' | 'categories'>,
): ListRequest {
  const { area, unitIds } = listedScope(viewer, areas, code)
  const due = {
    from: dueFrom === undefined ? null : new Date(readTime(dueFrom)),
    to: dueTo === undefined ? null : new Date(readTime(dueTo)),
  }
  if (due.from && due.to && due.from >= due.to) {
    throw new CodedError(
      'invalid_input',
      `"dueFrom" must be before "dueTo", but ${dueFrom} is not before ${dueTo}.`,
    )
  }
  return {
    scope: rowScope(viewer, areas),
    filter: readFilter(input, area, categories),
    areaIds: area === null || area.parentId === null ? null : areas.idsInside(area),
    unitIds,
    words: q === undefined ? null : readWords(q),
    unit: unit ?? null,
    due,
  }
}
