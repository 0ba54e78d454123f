import { rowScope } from '../../server/accounts/scope.ts'
import type { Grant } from '../../server/accounts/queries.ts'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { openDatabase, type Db } from '../../server/db/connect.ts'
import { readInScope } from '../../server/db/row-scope.ts'
import { readSimilar } from '../../server/handling/queries.ts'
import { readCategories } from '../../server/incidents/column-queries.ts'
import { readListRequest, type ListInput } from '../../server/incidents/list-request.ts'
import { listIncidents } from '../../server/incidents/queries.ts'
import { servedBy } from '../support/test-databases.ts'
import { milliseconds, once, quantile, row, type Row } from './row.ts'

const TIMES = 400

/** The same statements by the role that serves, in the scope of its viewer, and by the owner without scope or transaction. */
export async function scopeRows(db: Db, databaseUrl: string): Promise<Row[]> {
  const areas = await AreaIndex.load(db)
  const categories = await readCategories(db)
  const township = areas.nodes.find(({ level }) => level === 'township')!
  const viewer = (grant: Grant) => ({
    accountId: 1,
    name: 'bench',
    grants: [grant],
    csrf: null,
    hasPassword: true,
    canWrite: true,
  })
  const leader = viewer({ role: 'leader', areaId: null, unit: null })
  const manager = viewer({ role: 'manager', areaId: township.id, unit: null })
  const lists: [string, typeof leader, ListInput][] = [
    ['newest 50 of the county, for a leader', leader, {}],
    ['newest 50 of a township, for its manager', manager, {}],
    ['open ones of a township, for its manager', manager, { state: 'open' }],
  ]
  const near = {
    lon: 114.7,
    lat: 37.5,
    category: '0402',
    metres: 100,
    since: new Date('2020-01-01'),
    limit: 200,
  }
  const statements: { name: string; who: typeof leader; run: (trx: Db) => Promise<unknown> }[] = [
    ...lists.map(([name, who, input]) => {
      const request = readListRequest(
        input,
        who,
        { areas, categories },
        { now: Date.now(), offsetMs: () => 0 },
      )
      return { name, who, run: (trx: Db) => listIncidents(trx, request, { limit: 51, after: null }) }
    }),
    {
      name: 'similar ones near a point, for a manager',
      who: manager,
      run: (trx: Db) => readSimilar(trx, near),
    },
  ]
  const serving = await openDatabase({ databaseUrl: servedBy(databaseUrl)['DATABASE_URL']!, dataFolder: '' })
  const rows: Row[] = []
  for (const { name, who, run } of statements) {
    const scope = rowScope(who, areas)
    const [scoped, bare]: number[][] = [[], []]
    for (let i = 0; i < TIMES; i += 1) {
      scoped!.push(await once(() => readInScope(serving.db, scope, run)))
      bare!.push(await once(() => run(db)))
    }
    rows.push(
      row(
        `with row-level security, ${name}: median / p95`,
        spread(scoped!),
        '≤ 20 % more',
        `without: ${spread(bare!)}`,
      ),
    )
  }
  await serving.close()
  return rows
}

function spread(taken: readonly number[]): string {
  const sorted = taken.toSorted((a, b) => a - b)
  return `${milliseconds(quantile(sorted, 0.5))} / ${milliseconds(quantile(sorted, 0.95))}`
}
