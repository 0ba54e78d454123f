import { sql } from 'kysely'
import type { App } from '../../server/app-types.ts'
import { gridCells } from '../../server/areas/grid-cells.ts'
import type { Db } from '../../server/db/connect.ts'
import type { Role } from '../../server/domain/role.ts'
import { may } from '../../server/domain/permission.ts'
import { get } from '../support/server.ts'
import { rectangle } from '../support/small-county.ts'
import type { Headers, Told } from './scope-viewers.ts'

// Rows of the scope matrix (scope.test.ts) about visits: one cell of N1's grid was visited, two of N4's, on one day.

const N1_CELL = gridCells(rectangle(0, 0, 1, 1)).cells[0]!
const N4_CELLS = gridCells(rectangle(2, 0, 1, 1)).cells.slice(0, 2)
/** Cells for suggestions that are withdrawn. */
const SPARE = {
  A1a: gridCells(rectangle(0, 0, 1, 1)).cells[5]!,
  B1a: gridCells(rectangle(2, 0, 1, 1)).cells[5]!,
}

export async function layVisits(db: Db): Promise<void> {
  const cells = [
    { grid: 'A1a', cell: N1_CELL, hours: 1 << 1 },
    ...N4_CELLS.map((cell) => ({ grid: 'B1a', cell, hours: 1 << 2 })),
  ]
  for (const { grid, cell, hours } of cells) {
    const { id } = await db.selectFrom('area').select('id').where('code', '=', grid).executeTakeFirstOrThrow()
    await sql`insert into grid_visit (grid_id, cell, day, count) values (${id}, ${cell}, '2026-03-05', 1)`.execute(
      db,
    )
    await sql`insert into cell_passage (day, slot, cell) values ('2026-03-05', 40, ${cell})`.execute(db)
    await sql`insert into grid_presence (grid_id, day, hours) values (${id}, '2026-03-05', ${hours})
      on conflict do nothing`.execute(db)
    await sql`insert into visit_suggestion (grid_id, cell, made_by) values (${id}, ${cell}, 'x')`.execute(db)
  }
}

/** Nothing that is not located was ever visited: whoever sees everything else is taken at their word about N6. */
function told(n1: boolean, n4: boolean): Told {
  return [...(n1 ? ['N1'] : []), ...(n4 ? ['N4'] : []), ...(n1 && n4 ? ['N6'] : [])]
}

export function toldByCells(text: string): Told {
  return told(
    text.includes(`"${N1_CELL}"`),
    N4_CELLS.some((cell) => text.includes(`"${cell}"`)),
  )
}

/** Those of the routes that are for who sends operators. */
export const FOR_SENDERS = ['get /api/coverage/reach']

export function isSender(roles: readonly { role: Role }[]): boolean {
  return may(
    roles.map(({ role }) => role),
    'seeStaff',
  )
}

type Ask = (code: string, headers: Headers) => Promise<Told>

/** How the canaries are told from the answers of these routes. */
export function coverageRoutes(app: () => App, ids: Readonly<Record<string, number>>): Record<string, Ask> {
  const ask =
    (route: string, query: string, tell: (body: never) => Told): Ask =>
    async (code, headers) => {
      const area = code === '' ? '' : `&area=${code}`
      const { status, body } = await get(app(), `${route}?${query}${area}`, headers)
      return status === 200 ? tell(body as never) : body.error.code
    }
  const MARCH = 'from=2026-03-01T00:00:00%2B08:00&to=2026-04-01T00:00:00%2B08:00'
  return {
    'get /api/coverage/gaps': ask(
      '/api/coverage/gaps',
      MARCH,
      ({ byGrid }: { byGrid: { grid: string }[] }) => {
        const has = (code: string) => byGrid.some(({ grid }) => grid === code)
        return told(has('A1a'), has('B1a'))
      },
    ),
    'get /api/coverage/trend': ask(
      '/api/coverage/trend',
      'weeks=104',
      ({ weeks }: { weeks: { visitedCells: number }[] }) => {
        const visited = weeks.reduce((sum, week) => sum + week.visitedCells, 0)
        return told((visited & 1) > 0, (visited & 2) > 0)
      },
    ),
    'get /api/coverage/presence': ask(
      '/api/coverage/presence',
      MARCH,
      ({ present }: { present: number[][] }) => told(present[3]![1]! > 0, present[3]![2]! > 0),
    ),
    'get /api/coverage/replay': ask('/api/coverage/replay', 'day=2026-03-05', (body) =>
      toldByCells(JSON.stringify(body)),
    ),
    'get /api/coverage/suggestions': ask('/api/coverage/suggestions', '', (body) =>
      toldByCells(JSON.stringify(body)),
    ),
    'get /api/coverage/reach': ask('/api/coverage/reach', '', ({ items }: { items: { id: number }[] }) => {
      const has = (name: string) => items.some(({ id }) => id === ids[name])
      return told(has('N1'), has('N4'))
    }),
  }
}

/** Suggesting and withdrawing: must be refused outside the own areas. */
export function suggestionRoutes(
  app: () => App,
  db: () => Db,
): Record<string, (headers: Headers) => Promise<readonly string[]>> {
  const GRIDS = { N1: 'A1a', N4: 'B1a' } as const
  const tryEach = async (attempt: (grid: 'A1a' | 'B1a') => Promise<boolean>): Promise<string[]> => {
    const done: string[] = []
    for (const [name, grid] of Object.entries(GRIDS)) if (await attempt(grid)) done.push(name)
    return done
  }
  return {
    'post /api/coverage/suggestions': (headers) =>
      tryEach(async (grid) => {
        const payload = { grid, cell: grid === 'A1a' ? N1_CELL : N4_CELLS[0]! }
        const answer = await app().inject({
          method: 'POST',
          url: '/api/coverage/suggestions',
          headers,
          payload,
        })
        return answer.statusCode === 201
      }),
    'delete /api/coverage/suggestions/{id}': (headers) =>
      tryEach(async (grid) => {
        const { rows } = await sql<{ id: number }>`insert into visit_suggestion (grid_id, cell, made_by)
          select id, ${SPARE[grid]}, 'x' from area where code = ${grid}
          on conflict (grid_id, cell) where done_on is null and withdrawn_at is null do update set made_by = 'x'
          returning id`.execute(db())
        const url = `/api/coverage/suggestions/${rows[0]!.id}`
        const answer = await app().inject({ method: 'DELETE', url, headers })
        // What nobody may withdraw must not be told to the next one.
        await sql`update visit_suggestion set withdrawn_at = now() where cell = ${SPARE[grid]}`.execute(db())
        return answer.statusCode === 204
      }),
  }
}
