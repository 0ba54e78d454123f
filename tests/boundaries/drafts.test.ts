import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../server/domain/coverage/edit/operation.ts'
import type { App } from '../../server/app-types.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { BEND, happenLately, place, SPLIT, Studio } from './studio.ts'

describeOnDatabases('a draft of boundaries', (database) => {
  let app: App
  let staff: Staff
  let studio: Studio
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    await happenLately(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
    studio = new Studio(app, staff.analyst)
  })
  afterAll(() => app.close())

  it('begins empty, on the current release, and stands in the list', async () => {
    const draft = await studio.begin('A1')
    expect(draft).toMatchObject({
      title: 'about A1',
      area: 'A1',
      state: 'draft',
      version: 1,
      author: 'analyst',
      reviewer: null,
      baseRelease: 1,
      release: null,
      stale: null,
      actions: ['validate', 'discard'],
      mayEdit: true,
      operations: [],
      done: 0,
      hash: null,
    })
    const { items } = (await staff.supervisor.get('/api/boundaries/drafts')).body
    expect(items[0]).toMatchObject({ id: draft.id, actions: [], mayEdit: false })
    const { rows } = await sql<{ actor: string; data: object }>`
      select actor, data from incident_event where action = 'boundary' order by seq desc limit 1`.execute(
      database().db,
    )
    expect(rows).toEqual([{ actor: 'analyst', data: { what: 'begin', draft: `${draft.id}`, area: 'A1' } }])
  })

  it.each([
    ['nowhere', { area: 'X' }, 404, 'unknown_area'],
    ['about a grid', { area: 'A1a' }, 400, 'invalid_input'],
    ['without a title', { area: 'A', title: '  ' }, 400, 'invalid_input'],
  ])('is not begun %s', async (_, given, status, code) => {
    const answer = await staff.analyst.post('/api/boundaries/drafts', { title: 't', ...given })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it.each(['leader', 'supervisor', 'dispatcher'] as const)(
    'is read, but not drawn, by a %s',
    async (role) => {
      const { id } = await studio.begin('A')
      expect((await staff[role].get(`/api/boundaries/drafts/${id}`)).status).toBe(200)
      expect((await staff[role].get(`/api/boundaries/drafts/${id}/ground`)).status).toBe(200)
      const answer = await staff[role].post('/api/boundaries/drafts', { title: 't', area: 'A' })
      expect(answer.body.error.code).toBe('not_allowed')
    },
  )

  it('that is not there is not found', async () => {
    for (const part of ['', '/ground'])
      expect((await staff.analyst.get(`/api/boundaries/drafts/999999${part}`)).body.error.code).toBe(
        'unknown_draft',
      )
  })

  it('may change again what it has made itself', async () => {
    const move = { kind: 'move', moves: [{ from: place(0.5, 1), to: place(0.6, 1) }] } satisfies Operation
    expect((await studio.drawn('A1', SPLIT, move)).operations).toHaveLength(2)
  })

  describe('has a ground', () => {
    it('of its areas, those beside them, and what lies above', async () => {
      const { id } = await studio.begin('A1')
      const { body } = await staff.analyst.get(`/api/boundaries/drafts/${id}/ground`)
      expect(body).toMatchObject({ release: 1, live: ['A1a', 'A1b', 'A2a', 'A2b'], outer: false })
      const shown = body.areas.map(({ code, shape }: { code: string; shape: unknown[] }) => [
        code,
        shape.length,
      ])
      // B1a and B1b touch A2; B1 is their village, B2 stands beside it.
      expect(shown).toEqual([
        ...['A', 'A1'].map((code) => [code, 0]),
        ...['A1a', 'A1b'].map((code) => [code, 1]),
        ['A2', 0],
        ...['A2a', 'A2b'].map((code) => [code, 1]),
        ...['B', 'B1'].map((code) => [code, 0]),
        ...['B1a', 'B1b'].map((code) => [code, 1]),
        ['B2', 0],
        ['C', 0],
      ])
      expect(body.areas.find(({ code }: { code: string }) => code === 'A1a')).toEqual({
        code: 'A1a',
        level: 'grid',
        parent: 'A1',
        name: 'A1a区',
        nameEn: 'Area A1a',
        kind: 'general',
        households: 200,
        population: 600,
        operators: [expect.any(Number), expect.any(Number)],
        answered: true,
        shape: [[[...place(0, 0), ...place(1, 0), ...place(1, 1), ...place(0, 1)]]],
      })
    })

    it('with the incidents that are open or of this year', async () => {
      const { id } = await studio.begin('A1')
      const { incidents } = (await staff.analyst.get(`/api/boundaries/drafts/${id}/ground`)).body
      // N1 and N8 stand in A1a, N2 in A1b, N3 in A2a: N3 and N8 are open.
      const near = [place(0.5, 0.5), place(0.5, 0.5), place(0.5, 1.5), place(1.5, 0.5)]
      expect(incidents.x.map((x: number, i: number) => [x, incidents.y[i]])).toEqual(near)
      const sum = (flags: number[]) => flags.reduce((all, flag) => all + flag, 0)
      expect(sum(incidents.open)).toBe(2)
      expect(incidents.year).toHaveLength(4)
    })

    it('with codes that nobody has or had, nor another draft', async () => {
      const [mine, other] = [await studio.begin('A1'), await studio.drawn('A1', SPLIT)]
      const { freeCodes } = (await staff.analyst.get(`/api/boundaries/drafts/${mine.id}/ground`)).body
      expect(Object.keys(freeCodes)).toEqual(['A1', 'A2'])
      expect(freeCodes.A1.slice(0, 2)).toEqual(['A1-2', 'A1-3'])
      await studio.act(other, 'discard')
    })
  })

  describe('takes operations', () => {
    it('and keeps those that were undone', async () => {
      const draft = await studio.begin('A1')
      const first = await studio.patch(draft, { keep: 0, append: [SPLIT, BEND], done: 2 })
      expect(first.status).toBe(200)
      expect(first.body).toMatchObject({ version: 2, done: 2, operations: [SPLIT, BEND] })
      const undone = await studio.patch(first.body, { keep: 2, append: [], done: 1 })
      expect(undone.body).toMatchObject({ version: 3, done: 1, operations: [SPLIT, BEND] })
      const another = await studio.patch(undone.body, { keep: 1, append: [], done: 1 })
      expect(another.body).toMatchObject({ version: 4, done: 1, operations: [SPLIT] })
      expect(await studio.get(draft.id)).toEqual(another.body)
    })

    it('only on the version that was seen', async () => {
      const draft = await studio.drawn('A1', SPLIT)
      const late = await studio.patch({ ...draft, version: 1 }, { keep: 0, append: [], done: 0 })
      expect([late.status, late.body.error.code, late.body.error.details.version]).toEqual([412, 'stale', 2])
      const url = `/api/boundaries/drafts/${draft.id}/operations`
      const payload = { keep: 0, append: [], done: 0 }
      const { headers } = staff.analyst
      const bare = await app.inject({ method: 'PATCH', url, headers: { ...headers }, payload })
      expect([bare.statusCode, bare.json().error.code]).toEqual([428, 'precondition_required'])
    })

    it('of two at once those of the first, and goes on from them', async () => {
      const draft = await studio.begin('A1')
      const other = { ...SPLIT, code: 'A1-7' }
      const answers = await Promise.all([
        studio.patch(draft, { keep: 0, append: [SPLIT], done: 1 }),
        studio.patch(draft, { keep: 0, append: [other], done: 1 }),
      ])
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
      const now = await studio.get(draft.id)
      const { code } = now.operations[0] as typeof SPLIT
      const merge: Operation = { kind: 'merge', areas: ['A1a', code] }
      const merged = await studio.patch(now, { keep: 1, append: [merge], done: 2 })
      expect(merged.body).toMatchObject({ version: 3, done: 2, operations: [{ code }, merge] })
    })

    it('back and forth, as if from the beginning', async () => {
      let draft = await studio.begin('A1')
      const merge: Operation = { kind: 'merge', areas: ['A1a', 'A1b'] }
      const patch = async (keep: number, append: Operation[], done: number) => {
        const { status, body } = await studio.patch(draft, { keep, append, done })
        if (status === 200) draft = body
        return status
      }
      expect(await patch(0, [SPLIT, BEND], 2)).toBe(200)
      expect(await patch(2, [], 0)).toBe(200)
      // A refused one leaves everything as it was.
      expect(await patch(2, [SPLIT], 3)).toBe(409)
      expect(await patch(2, [merge], 3)).toBe(200)
      expect(await patch(1, [], 1)).toBe(200)
      expect(await patch(1, [BEND, merge], 2)).toBe(200)
      const { touched } = await database()
        .db.selectFrom('boundary_draft')
        .select('touched')
        .where('id', '=', draft.id)
        .executeTakeFirstOrThrow()
      expect(touched).toEqual(['A1-1', 'A1a', 'A1b', 'A2a'])
      const { body } = await staff.leader.get(`/api/boundaries/drafts/${draft.id}/impact`)
      expect(body.areas.map(({ code }: { code: string }) => code)).toEqual(touched)
    })

    it('only of its author', async () => {
      const draft = await studio.drawn('A1', SPLIT)
      const change = { keep: 0, append: [], done: 0 }
      for (const person of [staff.administrator, staff.supervisor]) {
        const { status, body } = await new Studio(app, person).patch(draft, change)
        expect([status, body.error.code]).toEqual([403, 'not_allowed'])
      }
    })

    it.each([
      ['beyond its areas', { kind: 'merge', areas: ['B1a', 'B1b'] }, 'beyond-draft'],
      [
        'of the outer boundary',
        { kind: 'move', moves: [{ from: place(0, 1), to: place(-0.1, 1) }] },
        'outer-boundary',
      ],
      ['with the code of an area', { ...SPLIT, code: 'B1a' }, 'code-taken'],
      ['that cross', { kind: 'move', moves: [{ from: place(1, 1), to: place(1.5, 3) }] }, 'crossing'],
    ])('but none %s', async (_, operation, why) => {
      const draft = await studio.begin('A1')
      const change = { keep: 0, append: [SPLIT, operation as Operation], done: 2 }
      const { status, body } = await studio.patch(draft, change)
      expect([status, body.error.code]).toEqual([409, 'operation_refused'])
      expect(body.error.details).toMatchObject({ at: 1, refused: why })
      expect(await studio.get(draft.id)).toMatchObject({ version: 1, operations: [] })
    })

    it('none with the code of an area that is no more', async () => {
      const { db } = database()
      await sql`insert into area (code, level, parent_id, name, retired_at)
        select 'A1-9', 'grid', id, 'x', now() from area where code = 'A1'`.execute(db)
      const { body } = await studio.patch(await studio.begin('A1'), {
        keep: 0,
        append: [{ ...SPLIT, code: 'A1-9' }],
        done: 1,
      })
      expect(body.error.details).toEqual({ at: 0, refused: 'code-taken', codes: ['A1-9'], place: null })
    })

    it('none that were undone and do not fit behind', async () => {
      const draft = await studio.begin('A1')
      const { body } = await studio.patch(draft, { keep: 0, append: [SPLIT, BEND, SPLIT], done: 1 })
      expect(body.error.details).toMatchObject({ at: 2, refused: 'code-taken' })
    })

    it.each([
      { keep: 1, append: [], done: 0 },
      { keep: 0, append: [], done: 1 },
      { keep: 0, append: [{ kind: 'split', area: 'A1a', line: [place(0, 0)], code: 'x' }], done: 0 },
      { keep: 0, append: [{ ...SPLIT, code: 'a b' }], done: 0 },
      { keep: 0, append: [{ kind: 'explode' }], done: 0 },
    ])('none that make no sense: %j', async (change) => {
      const { status, body } = await studio.patch(await studio.begin('A1'), change as never)
      expect([status, body.error.code]).toEqual([400, 'invalid_input'])
    })
  })

  it('of the outer boundary is an administrator’s', async () => {
    const own = new Studio(app, staff.administrator)
    const draft = await own.drawn('A1', {
      kind: 'move',
      moves: [{ from: place(0, 1), to: place(-0.1, 1) }],
    })
    expect(draft.done).toBe(1)
    const { body } = await staff.administrator.get(`/api/boundaries/drafts/${draft.id}/ground`)
    expect(body.outer).toBe(true)
  })
})
