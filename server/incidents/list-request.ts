import { listedScope, rowScope } from '../accounts/scope.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { RowScope } from '../db/row-scope.ts'
import { dueWindow, type DueChoice } from '../domain/due-choice.ts'
import { CodedError } from '../errors.ts'
import { readTime } from '../window.ts'
import type { Boundaries } from './by-boundaries.ts'
import type { Snapshot } from './column-cache.ts'
import { readWords, type Words } from './words.ts'
import { readFilter, type Filter, type FilterInput } from './filter.ts'

export type ListInput = FilterInput & {
  area?: string
  q?: string
  unit?: string
  dueFrom?: string
  dueTo?: string
  due?: DueChoice
}

/** When it is asked, and where: milliseconds since 1970, and local time minus UTC at an instant. */
export type Clock = { now: number; offsetMs: (ms: number) => number }

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
  /** What incidents are attributed to; null: the areas that they happened in. */
  boundaries: Boundaries | null
}

/** Throws invalid_input, unknown_area or out_of_scope. */
export function readListRequest(
  { area: code, q, unit, dueFrom, dueTo, due: choice, ...input }: ListInput,
  viewer: Viewer,
  { areas, categories }: Pick<Snapshot, 'areas' | 'categories'>,
  clock: Clock,
): ListRequest {
  const { area, unitIds } = listedScope(viewer, areas, code)
  const due = readDue(dueFrom, dueTo)
  // What is done is due no more, unless somebody asks for it.
  const state = input.state ?? (choice === undefined ? undefined : 'open')
  return {
    scope: rowScope(viewer, areas),
    filter: readFilter(state === undefined ? input : { ...input, state }, area, categories),
    areaIds: area === null || area.parentId === null ? null : areas.idsInside(area),
    unitIds,
    words: q === undefined ? null : readWords(q),
    unit: unit ?? null,
    due: choice === undefined ? due : cutDue(due, choice, clock),
    boundaries: null,
  }
}

function readDue(dueFrom: string | undefined, dueTo: string | undefined): ListRequest['due'] {
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
  return due
}

/** The later of two beginnings and the earlier of two ends: every part of a filter must fit. */
function cutDue(
  { from, to }: ListRequest['due'],
  choice: DueChoice,
  { now, offsetMs }: Clock,
): ListRequest['due'] {
  const chosen = dueWindow(choice, now, offsetMs)
  return {
    from: chosen.from === null ? from : new Date(Math.max(chosen.from, Number(from ?? -Infinity))),
    to: new Date(Math.min(chosen.to, Number(to ?? Infinity))),
  }
}
