import type { AreaIndex, AreaNode } from '../areas/area-index.ts'
import { isInside } from '../areas/area-index.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import { isOpen, STATES } from '../domain/incident-state.ts'
import { publicCount } from '../domain/public/suppress.ts'
import { localDate } from '../domain/local-date.ts'
import type { PublicArea, PublicAreas, PublicItem, PublicMap } from './contract.ts'
import type { PublicIncident } from './public-incidents.ts'

type Offset = (ms: number) => number

/** An incident for the public: with days, for a minute tells more than where. */
export function toPublicItem(incident: PublicIncident, offsetMs: Offset): PublicItem {
  const { number, category, state, lon, lat, answer, reportedAt, dueAt, closedAt } = incident
  const open = isOpen(STATES.indexOf(state))
  return {
    number,
    category,
    state,
    lon,
    lat,
    answer,
    reportedOn: dayOf(reportedAt, offsetMs),
    dueOn: open && dueAt !== null ? dayOf(dueAt, offsetMs) : null,
    closedOn: closedAt && dayOf(closedAt, offsetMs),
  }
}

/** The map of the public, with figures of townships, of which none is under five. */
export function toPublicMap(
  incidents: readonly PublicIncident[],
  areas: AreaIndex,
  offsetMs: Offset,
): PublicMap {
  const townships = areas.county === null ? [] : areas.within(areas.county, 'township')
  const located = incidents.flatMap(({ areaId, state }) => {
    const area = areaId === null ? null : areas.heirOf(areaId)
    return area === null ? [] : [{ area, isOpen: isOpen(STATES.indexOf(state)) }]
  })
  return {
    items: incidents.map((incident) => toPublicItem(incident, offsetMs)),
    townships: townships.map((township) => {
      const own = located.filter(({ area }) => isInside(area, township))
      const open = own.filter((one) => one.isOpen).length
      const { code, name, nameEn } = township
      return { code, name, nameEn, open: publicCount(open), closed: publicCount(own.length - open) }
    }),
  }
}

export function toPublicAreas({ nodes, release }: AreaIndex): PublicAreas {
  const items = nodes.flatMap(({ id, code, level, name, nameEn, label }) =>
    level === 'grid' ? [] : [{ id, code, level, name, nameEn, label: label.map(toDegrees) }],
  )
  return { release, items }
}

export function toPublicArea(area: AreaNode, areas: AreaIndex): PublicArea {
  const { id, code, level, name, nameEn, label, bounds } = area
  const path = areas.path(area).filter((one) => one !== areas.county || one === area)
  return {
    id,
    code,
    level,
    name,
    nameEn,
    path: path.map((one) => ({ name: one.name, nameEn: one.nameEn })),
    centre: label.map(toDegrees),
    bounds: bounds.map(toDegrees),
  }
}

function dayOf(at: Date, offsetMs: Offset): string {
  return localDate(at.getTime(), offsetMs)
}
