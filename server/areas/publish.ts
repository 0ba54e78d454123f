import { sql, type Transaction } from 'kysely'
import type { Shape } from '../domain/coverage/shape.ts'
import { LEVELS, type Level } from '../domain/level.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import { jsonRows, shapeToEwkb } from '../db/geo.ts'
import type { Database } from '../db/types.ts'
import { Turns } from '../turns.ts'
import { gridCells } from './grid-cells.ts'
import { readCurrentRows, readShapes, type AreaRow } from './queries.ts'
import { locateAgain } from './locate-again.ts'

/** An area as it shall be: `shape` in 1e-7 degree, its parent by code (null for the county only). */
export type AreaInput = {
  code: string
  level: Level
  parentCode: string | null
  name: string
  nameEn: string | null
  kind: 'general' | 'exclusive' | 'micro'
  households: number | null
  population: number | null
  shape: Shape
}

export type Release = {
  author: string
  note: string
  /** New and changed areas; unchanged ones may be among them. */
  areas: readonly AreaInput[]
  /** Codes of areas that end with this release. */
  retire?: readonly string[]
  /** Who approved it, and the draft that it was. */
  reviewer?: string
  draftId?: number
}

export type Published = { release: number | null; added: number; changed: number; unchanged: number }

const BATCH = 500

/**
 * Publishes a release: one transaction, in which new versions begin and the replaced ones end. Nothing is edited in
 * place. When every area is already as asked, nothing is written and `release` is null.
 */
export async function publishRelease(db: Db, release: Release): Promise<Published> {
  return db.isTransaction
    ? publishWithin(db as Transaction<Database>, release)
    : db.transaction().execute((trx) => publishWithin(trx, release))
}

/** The same within a transaction of the caller, which sees all incidents. */
export async function publishWithin(trx: Transaction<Database>, release: Release): Promise<Published> {
  await takeLock(trx, 'release')
  const current = await readCurrent(
    trx,
    release.areas.map(({ code }) => code),
  )
  const codeOf = new Map([...current.values()].map((area) => [area.id, area.code]))
  const added = release.areas.filter((area) => !current.has(area.code))
  const changed = release.areas.filter((area) => {
    const before = current.get(area.code)
    return before !== undefined && !isSame(area, before, codeOf)
  })
  const retired = (release.retire ?? []).filter((code) => current.has(code))
  const counts = {
    added: added.length,
    changed: changed.length,
    unchanged: release.areas.length - added.length - changed.length,
  }
  if (added.length + changed.length + retired.length === 0) return { release: null, ...counts }

  const { seq } = await trx
    .insertInto('release')
    .values({
      valid_from: new Date(),
      author: release.author,
      note: release.note,
      reviewer: release.reviewer ?? null,
      draft_id: release.draftId ?? null,
      changeset: sql`${JSON.stringify({ added: added.length, changed: changed.length, retired: retired.length })}::text::jsonb`,
    })
    .returning('seq')
    .executeTakeFirstOrThrow()
  await endVersions(trx, seq, [...changed.map((area) => area.code), ...retired])
  await trx
    .updateTable('area')
    .set({ retired_at: new Date() })
    .where('code', 'in', [...retired, ''])
    .execute()
  for (const level of LEVELS) {
    const areas = [...added, ...changed].filter((area) => area.level === level)
    for (let i = 0; i < areas.length; i += BATCH) await beginVersions(trx, seq, areas.slice(i, i + BATCH))
  }
  await locateAgain(trx)
  return { release: seq, ...counts }
}

/** The areas that are valid now by code, those of `codes` with their boundaries: the others are not asked about. */
async function readCurrent(
  trx: Db,
  codes: readonly string[],
): Promise<Map<string, AreaRow & { shape: Shape | null }>> {
  const asked = new Set(codes)
  const rows = await readCurrentRows(trx)
  const shapes = await readShapes(
    trx,
    rows.filter(({ code }) => asked.has(code)).map(({ versionId }) => versionId),
  )
  return new Map(rows.map((row) => [row.code, { ...row, shape: shapes.get(row.versionId) ?? null }]))
}

function isSame(
  area: AreaInput,
  before: AreaRow & { shape: Shape | null },
  codeOf: ReadonlyMap<number, string>,
): boolean {
  return (
    area.level === before.level &&
    area.name === before.name &&
    area.nameEn === before.nameEn &&
    area.kind === before.kind &&
    area.households === before.households &&
    area.population === before.population &&
    area.parentCode === (before.parentId === null ? null : (codeOf.get(before.parentId) ?? null)) &&
    JSON.stringify(area.shape) === JSON.stringify(before.shape)
  )
}

async function endVersions(trx: Db, seq: number, codes: readonly string[]): Promise<void> {
  await sql`
    update area_version version
    set release_to = ${seq}, valid = tstzrange(lower(valid), now())
    from area
    where area.id = version.area_id and version.release_to is null
      and area.code in (select json_array_elements_text(${jsonRows(codes)}))`.execute(trx)
}

/** Writes areas of one level whose parents are there already. */
async function beginVersions(trx: Db, seq: number, areas: readonly AreaInput[]): Promise<void> {
  if (areas.length === 0) return
  const rows: object[] = []
  const turns = new Turns()
  for (const area of areas) {
    await turns.next()
    const cells = area.level === 'grid' ? gridCells(area.shape) : null
    rows.push({
      code: area.code,
      level: area.level,
      parent: area.parentCode,
      name: area.name,
      name_en: area.nameEn,
      kind: area.kind,
      households: area.households,
      population: area.population,
      rings: area.shape,
      ewkb: shapeToEwkb(area.shape),
      cell_resolution: cells?.resolution ?? null,
      cell_count: cells?.cells.length ?? null,
    })
  }
  await sql`
    with input as (
      select * from json_to_recordset(${jsonRows(rows)}) as t(
        code text, level text, parent text, name text, name_en text, kind text, households int, population int,
        rings jsonb, ewkb text, cell_resolution smallint, cell_count int)
    ), written as (
      insert into area (code, level, parent_id, name, name_en, kind, households, population)
      select i.code, i.level, p.id, i.name, i.name_en, i.kind, i.households, i.population
      from input i left join area p on p.code = i.parent
      on conflict (code) do update set
        level = excluded.level, parent_id = excluded.parent_id, name = excluded.name, name_en = excluded.name_en,
        kind = excluded.kind, households = excluded.households, population = excluded.population, retired_at = null
      returning id, code, parent_id
    )
    insert into area_version (area_id, parent_id, release_from, valid, rings, geom, cell_resolution, cell_count,
      name, name_en, kind, households, population)
    select w.id, w.parent_id, ${seq}::int, tstzrange(now(), null), i.rings, ST_GeomFromEWKB(decode(i.ewkb, 'hex')),
      i.cell_resolution, i.cell_count, i.name, i.name_en, i.kind, i.households, i.population
    from written w join input i using (code)`.execute(trx)
}
