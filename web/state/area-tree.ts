import type { Area } from '../../server/contract.ts'
import type { Level } from '../../server/domain/level.ts'

/** The areas of the current release with their family ties. */
export class AreaTree {
  readonly release: number
  readonly items: readonly Area[]
  readonly #byCode: ReadonlyMap<string, Area>
  readonly #byId: ReadonlyMap<number, Area>
  readonly #children: ReadonlyMap<string, readonly Area[]>

  constructor(release: number, items: readonly Area[]) {
    this.release = release
    this.items = items
    this.#byCode = new Map(items.map((area) => [area.code, area]))
    this.#byId = new Map(items.map((area) => [area.id, area]))
    this.#children = groupByParent(items)
  }

  /** The county, or null when nothing was imported yet. */
  get root(): Area | null {
    return this.items.find((area) => area.parentCode === null) ?? null
  }

  byCode(code: string): Area | null {
    return this.#byCode.get(code) ?? null
  }

  byId(id: number): Area | null {
    return this.#byId.get(id) ?? null
  }

  children(area: Area): readonly Area[] {
    return this.#children.get(area.code) ?? []
  }

  parent(area: Area): Area | null {
    return area.parentCode === null ? null : this.byCode(area.parentCode)
  }

  /** From the county down to the area itself. */
  path(area: Area): Area[] {
    const above = this.parent(area)
    return above === null ? [area] : [...this.path(above), area]
  }

  /** The levels that exist inside an area, coarse to fine. */
  levelsBelow(area: Area): Level[] {
    const levels: Level[] = []
    for (
      let inside = this.children(area);
      inside.length > 0;
      inside = inside.flatMap((child) => this.children(child))
    ) {
      for (const { level } of inside) if (!levels.includes(level)) levels.push(level)
    }
    return levels
  }

  /** Ids of an area and of everything inside it. */
  idsInside(area: Area): ReadonlySet<number> {
    const inner = this.children(area).flatMap((child) => [...this.idsInside(child)])
    return new Set([area.id, ...inner])
  }

  /** The areas of a level inside an area. */
  within(area: Area, level: Level): Area[] {
    return this.children(area).flatMap((child) =>
      child.level === level ? [child] : this.within(child, level),
    )
  }
}

function groupByParent(items: readonly Area[]): Map<string, Area[]> {
  const children = new Map<string, Area[]>()
  for (const area of items) {
    if (area.parentCode === null) continue
    const siblings = children.get(area.parentCode)
    if (siblings) siblings.push(area)
    else children.set(area.parentCode, [area])
  }
  return children
}
