import { sql } from 'kysely'
import { gridCells } from '../../server/areas/grid-cells.ts'
import { publishRelease, type AreaInput } from '../../server/areas/publish.ts'
import type { Db } from '../../server/db/connect.ts'
import type { Level } from '../../server/domain/level.ts'
import { signedIn } from '../support/accounts.ts'
import { startServer } from '../support/server-process.ts'
import { rectangle } from '../support/small-county.ts'
import { servedBy } from '../support/test-databases.ts'
import { ask, askAs, hangUp } from './ask.ts'
import { milliseconds, once, quantile, row, seconds, timed, type Row } from './row.ts'

const COLUMNS = 40
const ROWS = 30
/** Grids along the sides of a village and of a township. */
const VILLAGE = { columns: 5, rows: 2 }
const TOWNSHIP = { columns: 10, rows: 10 }
const DAYS = 30
/** Of ten visits that could be. */
const VISITS_OF_TEN = 7

/** Coverage of a county of 1,200 grids over 30 days, beside the statement that counted it before visits were kept in memory. */
export async function coverageRows(db: Db, databaseUrl: string): Promise<Row[]> {
  await publishRelease(db, { author: 'bench', note: 'lattice', areas: latticeAreas() })
  const visits = await layVisits(db)
  await sql`analyze`.execute(db)
  askAs((await signedIn(db, 'bench', [{ role: 'leader', area: null }])).cookie)
  let server: Awaited<ReturnType<typeof startServer>> | null = null
  const start = await once(async () => (server = await startServer(servedBy(databaseUrl))))
  const url = server!.url
  try {
    const of = async (name: string, path: string, goal: string, peer = ''): Promise<Row> => {
      await ask(`${url}${path}`)
      const taken = await timed(40, () => ask(`${url}${path}`))
      const [half, most] = [quantile(taken, 0.5), quantile(taken, 0.95)].map(milliseconds)
      return row(`${name}: median / p95`, `${half} / ${most}`, goal, peer)
    }
    const peer = await timed(5, () => countInSql(db))
    const inSql = `SQL: ${milliseconds(quantile(peer, 0.5))}`
    return [
      row(`start of a server over ${visits} visits of 30 days`, seconds(start)),
      await of('GET /api/coverage of the county, 30 days, by township', '/api/coverage', '≤ 200 ms', inSql),
      await of('the same by grid', '/api/coverage?level=grid', '≤ 200 ms', inSql),
      await of('GET /api/coverage/gaps of the county, 200 heaviest', '/api/coverage/gaps', '≤ 200 ms'),
      await of('GET /api/coverage/trend of the county, 12 weeks', '/api/coverage/trend', '≤ 200 ms'),
    ]
  } finally {
    hangUp()
    await server!.stop()
  }
}

function latticeAreas(): AreaInput[] {
  const area = (
    code: string,
    level: Level,
    parentCode: string | null,
    shape: AreaInput['shape'],
  ): AreaInput => ({
    code,
    level,
    parentCode,
    name: code,
    nameEn: null,
    kind: 'general',
    households: level === 'grid' ? 90 : null,
    population: null,
    shape,
  })
  const areas = [area('C', 'county', null, rectangle(0, 0, COLUMNS, ROWS))]
  const blocks = (
    { columns, rows }: { columns: number; rows: number },
    add: (column: number, row: number) => void,
  ) => {
    for (let row = 0; row < ROWS; row += rows)
      for (let column = 0; column < COLUMNS; column += columns) add(column, row)
  }
  const codeOf = (letter: string, size: { columns: number; rows: number }, column: number, row: number) =>
    `${letter}${Math.floor(column / size.columns)}-${Math.floor(row / size.rows)}`
  blocks(TOWNSHIP, (x, y) => {
    areas.push(
      area(codeOf('T', TOWNSHIP, x, y), 'township', 'C', rectangle(x, y, TOWNSHIP.columns, TOWNSHIP.rows)),
    )
  })
  blocks(VILLAGE, (x, y) => {
    const parent = codeOf('T', TOWNSHIP, x, y)
    areas.push(
      area(codeOf('V', VILLAGE, x, y), 'village', parent, rectangle(x, y, VILLAGE.columns, VILLAGE.rows)),
    )
  })
  blocks({ columns: 1, rows: 1 }, (x, y) => {
    areas.push(area(`G${x}-${y}`, 'grid', codeOf('V', VILLAGE, x, y), rectangle(x, y, 1, 1)))
  })
  return areas
}

/** Fills the last 30 days; returns how many rows there are. */
async function layVisits(db: Db): Promise<number> {
  for (let row = 0; row < ROWS; row += 1) {
    const cells = Array.from({ length: COLUMNS }, (_, column) =>
      gridCells(rectangle(column, row, 1, 1)).cells.map((cell) => ({ grid: `G${column}-${row}`, cell })),
    ).flat()
    await sql`
      insert into grid_visit (grid_id, cell, day, count)
      select area.id, made.cell, day::date, 1
      from json_to_recordset(${JSON.stringify(cells)}::text::json) as made(grid text, cell text)
      join area on area.code = made.grid
      cross join generate_series(current_date - ${DAYS - 1}::int, current_date, interval '1 day') day
      where abs(hashtext(made.cell || day)) % 10 < ${VISITS_OF_TEN}::int`.execute(db)
  }
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from grid_visit`.execute(db)
  return rows[0]!.count
}

/** What was asked for every answer before: staffing, different cells of the window, and the last day, by grid. */
async function countInSql(db: Db): Promise<unknown> {
  return sql`
    with staff as materialized (
      select grid_id, bool_or(role in ('lead', 'cover')) as lead, array_agg(distinct operator_id) as operators
      from assignment where valid @> current_date group by grid_id
    ), visited as materialized (
      select grid_id, count(distinct cell)::int as cells from grid_visit
      where day between current_date - ${DAYS - 1}::int and current_date group by grid_id
    ), latest as materialized (
      select grid_id, max(day)::text as day from grid_visit where day <= current_date group by grid_id
    )
    select version.area_id, staff.lead, staff.operators, version.cell_count, visited.cells, latest.day
    from area_version version
    join area on area.id = version.area_id and area.level = 'grid'
    left join staff on staff.grid_id = area.id
    left join visited on visited.grid_id = area.id
    left join latest on latest.grid_id = area.id
    where version.release_to is null`.execute(db)
}
