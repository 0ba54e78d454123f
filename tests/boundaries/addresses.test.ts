import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Draft, DraftGround } from '../../server/boundaries/draft-schema.ts'
import { Coverage } from '../../server/domain/coverage/edit/coverage.ts'
import { replay } from '../../server/domain/coverage/edit/replay.ts'
import { isRefusal } from '../../server/domain/coverage/edit/refusal.ts'
import { impact } from '../../server/domain/coverage/impact/impact.ts'
import { importAddresses } from '../../server/imports/addresses/import-addresses.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { temporaryFiles } from '../support/files.ts'
import { at } from '../support/small-county.ts'
import { approve, approved, openCounty, publishApproved, type County } from './county.ts'
import { BEND, SPLIT } from './studio.ts'

// Of the 200 households of A1a the address points have three in four in the corner that SPLIT cuts off, an eighth of its ground.
// A1b has none.

type Home = [x: number, y: number, households: number]

const CORNER: Home = [0.9, 0.9, 20]
const UNDER_CORNER: Home = [0.95, 0.7, 10]
const REST: Home = [0.2, 0.2, 10]
const ELSEWHERE: Home = [3.5, 1.5, 7]

describeOnDatabases('a draft over address points', (database) => {
  let county: County
  let draft: Draft
  const file = temporaryFiles()
  const load = async (...homes: Home[]) => {
    const lines = homes.map(([x, y, households]) => {
      const { lon, lat } = at(x, y)
      return `${lon! / 1e7},${lat! / 1e7},${households}`
    })
    const options = {
      fields: { lon: null, lat: null, households: null },
      rejectsFile: null,
    }
    await importAddresses(
      county.db,
      {
        ...options,
        file: file('homes.csv', `lon,lat,households\n${lines.join('\n')}\n`),
        crs: 'EPSG:4326',
        dryRun: false,
      },
      { report: () => {}, end: () => {} },
      () => {},
    )
  }
  const groundOf = async ({ id }: { id: number }): Promise<DraftGround> =>
    (await county.staff.analyst.get(`/api/boundaries/drafts/${id}/ground`)).body
  const impactOf = async ({ id }: { id: number }) =>
    (await county.staff.analyst.get(`/api/boundaries/drafts/${id}/impact`)).body

  beforeAll(async () => {
    county = await openCounty(database())
    await load(CORNER, UNDER_CORNER, REST, ELSEWHERE)
    draft = await county.studio.drawn('A1', SPLIT, BEND)
  })
  afterAll(() => county.app.close())

  it('has the points of the areas that may change, and no others', async () => {
    const { addresses } = await groundOf(draft)
    const places = [REST, CORNER, UNDER_CORNER].map(([x, y]) => at(x, y))
    expect(addresses).toEqual({
      x: places.map(({ lon }) => lon),
      y: places.map(({ lat }) => lat),
      households: [10, 20, 10],
    })
  })

  it('moves households by the points where there are any, and says which way', async () => {
    const { passages } = await impactOf(draft)
    const told = passages.map((passage: Record<string, unknown>) =>
      ['from', 'to', 'by', 'households', 'population'].map((name) => passage[name]),
    )
    expect(told.toSorted()).toEqual([
      ['A1a', 'A1-1', 'addresses', 150, 450],
      ['A1b', 'A1a', 'area', 20, 60],
    ])
  })

  it('is reckoned alike in the browser and on the server', async () => {
    const ground = await groundOf(draft)
    const base = Coverage.of(
      ground.areas.map(({ code, level, parent, shape }) => ({ code, level, parent, shape })),
    )
    const after = base.fork()
    const played = replay(after, [SPLIT, BEND], { outer: false, mayChange: null })
    if (isRefusal(played)) throw new Error(played.refused)
    const known = new Map(ground.areas.map((area) => [area.code, area]))
    const { incidents, addresses } = ground
    expect(impact(base, after, played.touched, known, incidents, addresses)).toEqual(await impactOf(draft))
  })

  it('what was approved is no longer so once other points move other households', async () => {
    const own = await approve(county, draft)
    expect(own.state).toBe('approved')
    await load(CORNER, REST, ELSEWHERE)
    const { status, body } = await county.studio.act(own, 'publish')
    expect([status, body.error.code]).toEqual([409, 'wrong_state'])
    const { body: withdrawn } = await county.studio.act(own, 'withdraw')
    const again = await approve(county, withdrawn)
    expect(again.hash).not.toBe(own.hash)
    await publishApproved(county, again)
  })

  it('publishes the households of the points, with where they came from', async () => {
    const { items } = (await county.staff.leader.get('/api/areas')).body
    const households = Object.fromEntries(
      items.map((area: { code: string; households: number }) => [area.code, area.households]),
    )
    // Two thirds of 200 by the points, and a twentieth of A1b by area.
    expect(households).toMatchObject({ 'A1-1': 133, A1a: 200 - 133 + 20, A1b: 380, A1: 600, C: 2400 })
    const { rows } = await sql<{
      from: string
      to: string
      share: number
      households: number
      people: number
    }>`
      select f.code as from, t.code as to, round(share_of_area::numeric, 4)::float8 as share, lineage.households,
        lineage.population as people
      from area_lineage lineage join area f on f.id = from_area_id join area t on t.id = to_area_id
      where release = 2 order by 1, 2`.execute(county.db)
    expect(rows).toEqual([
      { from: 'A1a', to: 'A1-1', share: 0.125, households: 133, people: 400 },
      { from: 'A1a', to: 'A1a', share: 0.875, households: 67, people: 200 },
      { from: 'A1b', to: 'A1a', share: 0.05, households: 20, people: 60 },
      { from: 'A1b', to: 'A1b', share: 0.95, households: 380, people: 1140 },
    ])
  })

  it('without points is by area, and other points elsewhere void no approval', async () => {
    const split = { ...SPLIT, area: 'B1a', code: 'B1-1', line: SPLIT.line.map(([x, y]) => [x + 200_000, y]) }
    const own = await approved(county, 'B1', split as typeof SPLIT)
    await load(CORNER, ELSEWHERE)
    const { passages } = await impactOf(own)
    expect(passages).toMatchObject([{ from: 'B1a', to: 'B1-1', by: 'area', households: 25 }])
    expect((await publishApproved(county, own)).state).toBe('published')
  })
})
