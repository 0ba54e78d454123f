import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Draft } from '../../server/boundaries/draft-schema.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { BEND, happenLately, SPLIT, Studio } from './studio.ts'

describeOnDatabases('the review of a draft', (database) => {
  let app: App
  let staff: Staff
  let studio: Studio
  let review: Studio
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    await happenLately(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
    studio = new Studio(app, staff.analyst)
    review = new Studio(app, staff.supervisor)
  })
  afterAll(() => app.close())

  async function inReview(): Promise<Draft> {
    const validated = await studio.act(await studio.drawn('A1', SPLIT, BEND), 'validate')
    const { status, body } = await studio.act(validated.body, 'submit', { note: ' 户数过多 ' })
    expect(status).toBe(200)
    return body
  }

  it('goes from draft to approved, each step noted with who took it', async () => {
    const draft = await inReview()
    expect(draft).toMatchObject({ state: 'review', version: 4, note: '户数过多', mayEdit: false })
    expect(draft.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await review.get(draft.id)).actions).toEqual(['approve', 'reject'])
    const { body } = await review.act(draft, 'approve', { note: '同意' })
    expect(body).toMatchObject({
      state: 'approved',
      reviewer: 'supervisor',
      reviewNote: '同意',
      hash: draft.hash,
    })
    expect((await studio.get(draft.id)).actions).toEqual(['withdraw', 'publish', 'discard'])
    const { rows } = await sql<{ actor: string; what: string }>`
      select actor, data ->> 'what' as what from incident_event
      where action = 'boundary' and data ->> 'draft' = ${`${draft.id}`} order by seq`.execute(database().db)
    expect(rows.map(({ actor, what }) => `${actor} ${what}`)).toEqual([
      'analyst begin',
      'analyst validate',
      'analyst submit',
      'supervisor approve',
    ])
  })

  it('is asked for a draft that changes something', async () => {
    const { status, body } = await studio.act(await studio.begin('A1'), 'validate')
    expect([status, body.error.code]).toEqual([409, 'wrong_state'])
  })

  it('is not by the author', async () => {
    const own = new Studio(app, staff.administrator)
    const validated = await own.act(await own.drawn('A1', SPLIT), 'validate')
    const { body: draft } = await own.act(validated.body, 'submit')
    const { status, body } = await own.act(draft, 'approve')
    expect([status, body.error.code]).toEqual([403, 'not_allowed'])
    expect((await studio.act(draft, 'approve')).body.state).toBe('approved')
  })

  it('is not by whoever may only look', async () => {
    const draft = await inReview()
    const { body } = await new Studio(app, staff.dispatcher).act(draft, 'approve')
    expect(body.error.code).toBe('not_allowed')
  })

  it('says why it rejects, and the author works on', async () => {
    const draft = await inReview()
    expect((await review.act(draft, 'reject', { note: ' ' })).body.error.code).toBe('invalid_input')
    const { body: rejected } = await review.act(draft, 'reject', { note: '边界穿过楼房' })
    expect(rejected).toMatchObject({ state: 'rejected', reviewNote: '边界穿过楼房', reviewer: 'supervisor' })
    const { body: again } = await studio.act(rejected, 'withdraw')
    expect(again).toMatchObject({ state: 'draft', reviewer: null, hash: null, mayEdit: true })
  })

  it('is void once the operations change', async () => {
    const { body: approved } = await review.act(await inReview(), 'approve')
    const change = { keep: 1, append: [], done: 1 }
    expect((await studio.patch(approved, change)).body.error.code).toBe('wrong_state')
    const { body: withdrawn } = await studio.act(approved, 'withdraw')
    const { body: changed } = await studio.patch(withdrawn, change)
    expect(changed).toMatchObject({ state: 'draft', hash: null })
    const { body: validated } = await studio.act(changed, 'validate')
    expect(validated.hash).not.toBe(approved.hash)
    // Work on what was checked makes it a draft again.
    const { body: edited } = await studio.patch(validated, { keep: 1, append: [BEND], done: 2 })
    expect(edited).toMatchObject({ state: 'draft', hash: null })
    expect((await studio.act(edited, 'submit')).body.error.code).toBe('wrong_state')
    expect((await studio.act(edited, 'validate')).body.hash).toBe(approved.hash)
  })

  it('does not approve what reckons otherwise by now', async () => {
    const draft = await inReview()
    await sql`update boundary_draft set hash = repeat('0', 64) where id = ${draft.id}`.execute(database().db)
    const { status, body } = await review.act(draft, 'approve')
    expect([status, body.error.code]).toEqual([409, 'wrong_state'])
  })

  it('of two at once takes the first', async () => {
    const draft = await inReview()
    const answers = await Promise.all([
      review.act(draft, 'approve'),
      new Studio(app, staff.leader).act(draft, 'reject', { note: 'x' }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('does not need the author: an administrator puts a draft away', async () => {
    const draft = await inReview()
    expect((await review.act(draft, 'discard')).body.error.code).toBe('not_allowed')
    const { body } = await new Studio(app, staff.administrator).act(draft, 'discard')
    expect(body).toMatchObject({ state: 'discarded', actions: [] })
    const ids = async (query: string) =>
      (await staff.leader.get(`/api/boundaries/drafts${query}`)).body.items.map(({ id }: Draft) => id)
    expect(await ids('')).not.toContain(draft.id)
    expect(await ids('?all=1')).toContain(draft.id)
  })

  describe('shows the impact', () => {
    it('on ground, people, incidents and operators', async () => {
      const draft = await studio.drawn('A1', SPLIT, BEND)
      const { body } = await staff.leader.get(`/api/boundaries/drafts/${draft.id}/impact`)
      // An eighth of A1a goes; then A1a gets a twentieth of A1b.
      const shown = body.areas.map(
        ({ code, before, after }: { code: string; before: object | null; after: object | null }) => [
          code,
          before,
          after,
        ],
      )
      const figures = (households: number, openIncidents: number, incidentsYear: number, operators: number) =>
        expect.objectContaining({ households, openIncidents, incidentsYear, operators })
      expect(shown).toEqual([
        ['A1-1', null, figures(25, 0, 0, 2)],
        ['A1a', figures(200, 1, 2, 2), figures(195, 1, 2, 2)],
        ['A1b', figures(400, 0, 1, 1), figures(380, 0, 1, 1)],
        // The split puts a vertex into the border that it has with A1a.
        ['A2a', figures(200, 1, 1, 0), figures(200, 1, 1, 0)],
      ])
      expect(
        body.passages.map(({ from, to, households }: Record<string, unknown>) => [from, to, households]),
      ).toEqual([
        ['A1a', 'A1-1', 25],
        ['A1b', 'A1a', 20],
      ])
      expect(body.assignments).toEqual([{ from: 'A1a', to: 'A1-1' }])
    })

    it('of what is done only', async () => {
      const draft = await studio.drawn('A1', SPLIT, BEND)
      const { body: undone } = await studio.patch(draft, { keep: 2, append: [], done: 0 })
      const { body } = await staff.leader.get(`/api/boundaries/drafts/${undone.id}/impact`)
      expect(body).toEqual({ areas: [], passages: [], above: [], assignments: [], vacant: [] })
    })
  })
})
