import Flatbush from 'flatbush'
import { pointInShape } from '../domain/coverage/locate-point.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import type { Db } from '../db/connect.ts'
import { groundOf, type Ground } from './ground.ts'
import { readAreasAt } from './areas-at.ts'
import {
  readCurrentRows,
  readLatestRelease,
  readRelease,
  readRetiredAreas,
  readShapes,
  type AreaRow,
} from './queries.ts'

/** An area of the current release with what follows from its boundary. */
export type AreaNode = AreaOnGround & {
  /** Place in a walk from the county downwards: the areas below this one are `position + 1` to `end - 1`. */
  position: number
  end: number
  children: AreaNode[]
}

type AreaOnGround = AreaRow & Ground

/** The areas of one release in memory: the tree, and which of its leaves a point lies in. Never changed once built. */
export class AreaIndex {
  readonly release: number
  readonly publishedAt: Date | null
  /** When the release after it came; null for the latest one. */
  readonly until: Date | null
  /** In the order of `position`: every area stands right before those below it. */
  readonly nodes: readonly AreaNode[]
  readonly county: AreaNode | null
  readonly #byCode = new Map<string, AreaNode>()
  readonly #byId = new Map<number, AreaNode>()
  readonly #heirs = new Map<number, AreaNode>()
  readonly #leaves: AreaNode[]
  readonly #tree: Flatbush | null

  constructor(
    release: { seq: number; publishedAt: Date; until?: Date | null } | null,
    rows: readonly AreaOnGround[],
    retired: RetiredArea[],
  ) {
    this.release = release?.seq ?? 0
    this.publishedAt = release?.publishedAt ?? null
    this.until = release?.until ?? null
    const ordered = walk(rows)
    this.nodes = ordered
    this.county = ordered[0] ?? null
    for (const node of ordered) {
      this.#byCode.set(node.code, node)
      this.#byId.set(node.id, node)
    }
    this.#inherit(retired)
    this.#leaves = ordered.filter((node) => node.children.length === 0)
    this.#tree = spatialIndex(this.#leaves)
  }

  /** The latest release. What stands on the same ground as in the one `before` is not read and reckoned again. */
  static async load(db: Db, before: AreaIndex | null = null): Promise<AreaIndex> {
    const release = await readLatestRelease(db)
    const rows = await readCurrentRows(db)
    const known = new Map((before?.nodes ?? []).map((node) => [node.versionId, node]))
    const shapes = await readShapes(
      db,
      rows.map(({ versionId }) => versionId).filter((versionId) => !known.has(versionId)),
    )
    const onGround = rows.map((row): AreaOnGround => {
      const { shape, bounds, label, squareMetres } =
        known.get(row.versionId) ?? groundOf(shapes.get(row.versionId)!)
      return { ...row, shape, bounds, label, squareMetres }
    })
    return new AreaIndex(release, onGround, await readRetiredAreas(db))
  }

  /** A release that was, with the areas of then; null when there is none of this number. Nobody inherits in it. */
  static async loadAt(db: Db, seq: number): Promise<AreaIndex | null> {
    const release = await readRelease(db, seq)
    if (release === null) return null
    const rows = await readAreasAt(db, seq)
    const idOf = new Map(rows.map(({ id, code }) => [code, id]))
    const onGround = rows.map(({ parentCode, shape, ...row }): AreaOnGround => {
      const parentId = parentCode === null ? null : (idOf.get(parentCode) ?? null)
      return { ...row, parentId, ...groundOf(shape) }
    })
    return new AreaIndex(release, onGround, [])
  }

  byCode(code: string): AreaNode | null {
    return this.#byCode.get(code) ?? null
  }

  /** The area with this id, if it still is. */
  byId(id: number): AreaNode | null {
    return this.#byId.get(id) ?? null
  }

  /** The area with this id; for a retired one the nearest area above it that still is: its incidents count there. */
  heirOf(id: number): AreaNode | null {
    return this.#byId.get(id) ?? this.#heirs.get(id) ?? null
  }

  /** Ids of an area, of all below it, and of the retired ones whose incidents count there. */
  idsInside(area: AreaNode): number[] {
    const inside = [...this.#heirs].filter(([, heir]) => isInside(heir, area)).map(([id]) => id)
    return [...this.nodes.slice(area.position, area.end).map(({ id }) => id), ...inside]
  }

  /** The finest area that a point (1e-7 degree) lies in, or null outside. A point on a border belongs to one side only. */
  locate(x: number, y: number): AreaNode | null {
    for (const i of this.#tree?.search(x, y, x, y) ?? []) {
      const leaf = this.#leaves[i]
      if (leaf && pointInShape(x, y, leaf.shape)) return leaf
    }
    return null
  }

  /** Areas of a level inside an area (itself, when it is of that level). */
  within(area: AreaNode, level: Level): AreaNode[] {
    return this.nodes.slice(area.position, area.end).filter((node) => node.level === level)
  }

  /** The areas from the county down to this one. */
  path(area: AreaNode): AreaNode[] {
    const above = area.parentId === null ? null : this.byId(area.parentId)
    return above ? [...this.path(above), area] : [area]
  }

  #inherit(retired: RetiredArea[]): void {
    const parents = new Map(retired.map((area) => [area.id, area.parentId]))
    for (const { id } of retired) {
      let heir: number | null = id
      while (heir !== null && parents.has(heir)) heir = parents.get(heir) ?? null
      const node = heir === null ? undefined : this.#byId.get(heir)
      if (node) this.#heirs.set(id, node)
    }
  }
}

/** Whether an area is another one, or lies below it. */
export function isInside(area: AreaNode, root: AreaNode): boolean {
  return area.position >= root.position && area.position < root.end
}

type RetiredArea = { id: number; parentId: number | null }

function walk(rows: readonly AreaOnGround[]): AreaNode[] {
  const below = new Map<number | null, AreaOnGround[]>()
  for (const row of rows) {
    const siblings = below.get(row.parentId)
    if (siblings) siblings.push(row)
    else below.set(row.parentId, [row])
  }
  const ordered: AreaNode[] = []
  const visit = (row: AreaOnGround): AreaNode => {
    const node: AreaNode = { ...row, position: ordered.length, end: 0, children: [] }
    ordered.push(node)
    node.children = (below.get(row.id) ?? []).toSorted(byLevelThenCode).map(visit)
    node.end = ordered.length
    return node
  }
  for (const root of below.get(null) ?? []) visit(root)
  return ordered
}

function byLevelThenCode(a: AreaRow, b: AreaRow): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || (a.code < b.code ? -1 : 1)
}

function spatialIndex(leaves: readonly AreaNode[]): Flatbush | null {
  if (leaves.length === 0) return null
  const tree = new Flatbush(leaves.length)
  for (const leaf of leaves) tree.add(...leaf.bounds)
  tree.finish()
  return tree
}
