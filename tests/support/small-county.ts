import type { Db } from '../../server/db/connect.ts'
import { sql } from 'kysely'
import { publishRelease, type AreaInput } from '../../server/areas/publish.ts'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { insertIncidents, type NewIncident } from '../../server/incidents/insert.ts'
import type { Level } from '../../server/domain/level.ts'
import type { Shape } from '../../server/domain/coverage/shape.ts'

// A county of 4 × 2 square grids, for tests that reckon by hand:
//
//        township A      township B
//      ┌─────┬─────┐   ┌─────┬─────┐      each grid 0.01° wide; the county begins at 114°E 37°N
//      │ A1b │ A2b │   │ B1b │ B2b │      village A1 = grids A1a (south) and A1b (north), …
//      │ A1a │ A2a │   │ B1a │ B2a │
//      └─────┴─────┘   └─────┴─────┘

const WEST = 1_140_000_000
const SOUTH = 370_000_000
export const SIDE = 100_000

/** A rectangle in grid sides from the county's south-west corner; every side's lattice points are vertices. */
export function rectangle(column: number, row: number, columns: number, rows: number): Shape {
  const ring: number[] = []
  const add = (x: number, y: number) => ring.push(WEST + x * SIDE, SOUTH + y * SIDE)
  for (let x = column; x < column + columns; x += 1) add(x, row)
  for (let y = row; y < row + rows; y += 1) add(column + columns, y)
  for (let x = column + columns; x > column; x -= 1) add(x, row + rows)
  for (let y = row + rows; y > row; y -= 1) add(column, y)
  return [[ring]]
}

function area(
  code: string,
  level: Level,
  parentCode: string | null,
  shape: Shape,
  households: number | null,
): AreaInput {
  const population = households === null ? null : households * 3
  return {
    code,
    level,
    parentCode,
    name: `${code}区`,
    nameEn: `Area ${code}`,
    kind: 'general',
    households,
    population,
    shape,
  }
}

export function smallCountyAreas(): AreaInput[] {
  const areas = [area('C', 'county', null, rectangle(0, 0, 4, 2), 2400)]
  for (const [t, township] of ['A', 'B'].entries()) {
    areas.push(area(township, 'township', 'C', rectangle(2 * t, 0, 2, 2), 1200))
    for (const v of [0, 1]) {
      const village = `${township}${v + 1}`
      areas.push(area(village, 'village', township, rectangle(2 * t + v, 0, 1, 2), 600))
      areas.push(area(`${village}a`, 'grid', village, rectangle(2 * t + v, 0, 1, 1), 200))
      areas.push(area(`${village}b`, 'grid', village, rectangle(2 * t + v, 1, 1, 1), 400))
    }
  }
  return areas
}

/** A point inside the lattice: (0.5, 0.5) is the middle of grid A1a. */
export function at(x: number, y: number): { lon: number; lat: number } {
  return { lon: WEST + Math.round(x * SIDE), lat: SOUTH + Math.round(y * SIDE) }
}

export const NOW = new Date('2026-03-31T04:00:00Z')

/** An incident with defaults; the area is found by its point. */
export function incident(index: AreaIndex, given: Partial<NewIncident> & { occurredAt: Date }): NewIncident {
  const { lon = null, lat = null } = given
  return {
    number: null,
    categoryCode: '0301',
    source: 'operator',
    sourceKey: null,
    sourceCategory: null,
    title: '垃圾堆积',
    description: null,
    address: null,
    reportedAt: given.occurredAt,
    state: 'reported',
    priority: 0,
    dueAt: null,
    closedAt: null,
    areaVersionId: lon === null || lat === null ? null : (index.locate(lon, lat)?.versionId ?? null),
    ...given,
    lon,
    lat,
  }
}

/** Fills an empty, migrated database with the small county and eight incidents of March 2026. */
export async function loadSmallCounty(db: Db): Promise<AreaIndex> {
  await publishRelease(db, { author: 'test', note: 'small county', areas: smallCountyAreas() })
  const index = await AreaIndex.load(db)
  const day = (n: number, hour = 2) => new Date(Date.UTC(2026, 2, n, hour))
  await insertIncidents(db, [
    incident(index, {
      number: 'N1',
      occurredAt: day(1),
      ...at(0.5, 0.5),
      state: 'closed',
      dueAt: day(10),
      closedAt: day(5),
    }),
    incident(index, {
      number: 'N2',
      occurredAt: day(2),
      ...at(0.5, 1.5),
      state: 'closed',
      dueAt: day(11),
      closedAt: day(12),
    }),
    incident(index, { number: 'N3', occurredAt: day(3), ...at(1.5, 0.5), state: 'handling', dueAt: day(12) }),
    incident(index, {
      number: 'N4',
      occurredAt: day(4),
      ...at(2.5, 0.5),
      categoryCode: '0901',
      priority: 2,
      state: 'closed',
      dueAt: day(4, 4),
      closedAt: day(4, 3),
    }),
    incident(index, { number: 'N5', occurredAt: day(5), ...at(3.5, 1.5), state: 'rejected' }),
    incident(index, { number: 'N6', occurredAt: day(6), title: '没有坐标', state: 'reported' }),
    incident(index, { number: 'N7', occurredAt: day(7), ...at(9, 9), title: '县外', state: 'accepted' }),
    incident(index, {
      number: 'N8',
      occurredAt: day(20),
      ...at(0.5, 0.5),
      state: 'reported',
      dueAt: new Date('2099-01-01'),
    }),
  ])
  await sql`insert into operator (code, name, area_id) select 'OP' || n, '网格员' || n, area.id
    from generate_series(1, 3) n, area where area.code = 'A'`.execute(db)
  await sql`insert into assignment (operator_id, grid_id, role, valid)
    select operator.id, area.id, row.role, daterange('2026-01-01', null)
    from (values ('OP1', 'A1a', 'lead'), ('OP1', 'A1b', 'lead'), ('OP2', 'A1a', 'backup'), ('OP3', 'A2a', 'cover')) row(op, grid, role)
    join operator on operator.code = row.op join area on area.code = row.grid`.execute(db)
  return index
}
