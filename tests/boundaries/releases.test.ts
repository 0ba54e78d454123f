import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCoverage } from '../../server/boundaries/coverage-cache.ts'
import { fromGeoJson } from '../../server/domain/coverage/geojson.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { smallCountyAreas } from '../support/small-county.ts'
import { approve, openCounty, publish, publishApproved, type County } from './county.ts'
import { expectExact } from './exact.ts'
import { BEND, place, SPLIT, Studio } from './studio.ts'

describeOnDatabases('releases of boundaries', (database) => {
  let county: County
  beforeAll(async () => {
    county = await openCounty(database())
    await publish(county, 'A1', SPLIT, BEND)
  })
  afterAll(() => county.app.close())

  const ask = (path: string) => county.staff.leader.get(`/api/boundaries${path}`)
  const changes = (body: { areas: { code: string; change: string }[] }) =>
    body.areas.map(({ code, change }) => `${code} ${change}`)

  it('are listed with who and why', async () => {
    const { body } = await ask('/releases')
    expect(body.items).toEqual([
      {
        seq: 2,
        publishedAt: expect.any(String),
        author: 'analyst',
        reviewer: 'supervisor',
        note: '户数过多',
        draft: expect.any(Number),
        added: 1,
        changed: 5,
        retired: 0,
      },
      expect.objectContaining({ seq: 1, author: 'test', reviewer: null, draft: null, added: 15, changed: 0 }),
    ])
  })

  describe('differ', () => {
    it('from the one before by areas and ground', async () => {
      const { body } = await ask('/releases/2/difference')
      expect(body).toMatchObject({ release: 2, against: 1 })
      expect(changes(body)).toEqual([
        'A1 changed',
        'A1-1 added',
        'A1a changed',
        'A1b changed',
        'A2 changed',
        'A2a changed',
      ])
      const ground = body.passages.map(({ from, to }: { from: string; to: string }) => `${from} → ${to}`)
      expect(ground).toEqual(['A1a → A1-1', 'A1b → A1a'])
    })

    it('the other way round', async () => {
      const { body } = await ask('/releases/1/difference?against=2')
      expect(changes(body)).toContain('A1-1 retired')
      const ground = body.passages.map(({ from, to }: { from: string; to: string }) => `${from} → ${to}`)
      expect(ground.toSorted()).toEqual(['A1-1 → A1a', 'A1a → A1b'])
    })

    it('from nothing at all, and from themselves', async () => {
      const first = (await ask('/releases/1/difference')).body
      expect([first.against, first.areas.length, first.passages]).toEqual([0, 15, []])
      expect((await ask('/releases/1/difference?against=1')).body).toMatchObject({ areas: [], passages: [] })
    })

    it('not from what there is not', async () => {
      for (const path of ['/releases/9/difference', '/releases/1/difference?against=9'])
        expect((await ask(path)).body.error.code).toBe('unknown_release')
    })
  })

  it('come out as GeoJSON to the last digit, each as it was', async () => {
    const { headers } = county.staff.leader
    const url = '/api/boundaries/releases/1/areas.geojson?level=grid'
    const answer = await county.app.inject({ url, headers: { ...headers } })
    expect(answer.headers['content-type']).toMatch('application/geo+json')
    expect(answer.headers['content-disposition']).toMatch('wangge-grid-1.geojson')
    const { features } = answer.json()
    const grids = smallCountyAreas()
      .filter(({ level }) => level === 'grid')
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    const read = features.map(({ properties, geometry }: { properties: object; geometry: never }) => ({
      ...properties,
      shape: fromGeoJson(geometry),
    }))
    expect(read).toEqual(
      grids.map(({ parentCode, nameEn, ...grid }) => ({ ...grid, parent: parentCode, name_en: nameEn })),
    )
    const none = await county.app.inject({
      url: '/api/boundaries/releases/7/areas.geojson?level=grid',
      headers: { ...headers },
    })
    expect(none.json().error.code).toBe('unknown_release')
  })

  describe('are restored', () => {
    it('as a draft like any other, and the ground is as it was', async () => {
      const { db, studio } = county
      const draft = await studio.begin('A1', { restore: 1 })
      expect(draft).toMatchObject({ done: 1, operations: [{ kind: 'replace', retired: ['A1-1'] }] })
      await publishApproved(county, await approve(county, draft))
      await expectExact(db)
      const { body } = await ask('/releases/3/difference?against=1')
      // The vertex that the split brought into the border stays there.
      expect([changes(body), body.passages]).toEqual([
        ['A1 changed', 'A1a changed', 'A1b changed', 'A2 changed', 'A2a changed'],
        [],
      ])
      const { facts } = await loadCoverage(db, 3)
      expect(facts.get('A1')).toMatchObject({ households: 600, population: 1800 })
      expect([facts.get('A1a')!.households! + facts.get('A1b')!.households!, facts.has('A1-1')]).toEqual([
        600,
        false,
      ])
    })

    it('with grids that come back under their old names', async () => {
      const { db, studio, staff } = county
      const draft = await studio.begin('A1', { restore: 2 })
      await publishApproved(county, await approve(county, draft))
      await expectExact(db)
      const { items } = (await staff.leader.get('/api/areas')).body
      expect(items.find(({ code }: { code: string }) => code === 'A1-1').name).toBe('A1区第3网格')
      const { rows } = await sql`select retired_at from area where code = 'A1-1'`.execute(db)
      expect(rows).toEqual([{ retired_at: null }])
    })

    it('not where nothing has changed, nor a release that is none', async () => {
      const begin = async (restore: number) =>
        (await county.staff.analyst.post('/api/boundaries/drafts', { title: 't', area: 'B1', restore })).body
          .error
      expect((await begin(1)).code).toBe('invalid_input')
      expect((await begin(99)).code).toBe('unknown_release')
    })

    it('not where the outline runs elsewhere by now', async () => {
      const moves = [{ from: place(1, 1), to: place(1.2, 1) }]
      await publish(county, 'A', { kind: 'move', moves })
      const answer = await county.staff.analyst.post('/api/boundaries/drafts', {
        title: 't',
        area: 'A1',
        restore: 1,
      })
      expect([answer.status, answer.body.error.code]).toEqual([409, 'operation_refused'])
      expect(answer.body.error.details).toMatchObject({ at: 0, refused: 'beyond-draft', codes: ['A1'] })
      expect(answer.body.error.details.place).toHaveLength(2)
      // The township has room for it.
      const draft = await new Studio(county.app, county.staff.analyst).begin('A', { restore: 1 })
      await publishApproved(county, await approve(county, draft))
      await expectExact(county.db)
    })
  })
})
