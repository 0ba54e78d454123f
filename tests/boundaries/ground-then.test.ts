import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Draft, GroundThen } from '../../server/contract.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { smallCountyAreas } from '../support/small-county.ts'
import { openCounty, publish, type County } from './county.ts'
import { BEND, place, SPLIT } from './studio.ts'

/** The border between B1a and B1b bends north. */
const BEND_B = {
  kind: 'reshape' as const,
  areas: ['B1a', 'B1b'] as [string, string],
  line: [place(2, 1), place(2.5, 1.2), place(3, 1)],
}

describeOnDatabases('the ground of a draft in another release', (database) => {
  let county: County
  /** About A1, from release 1 and from release 4. */
  let early: Draft
  let late: Draft
  beforeAll(async () => {
    county = await openCounty(database())
    early = await county.studio.begin('A1')
    await publish(county, 'A1', SPLIT, BEND)
    await publish(county, 'B1', BEND_B)
    await publish(county, 'B2', { kind: 'merge', areas: ['B2a', 'B2b'] })
    late = await county.studio.begin('A1')
  })
  afterAll(() => county.app.close())

  const ask = (draft: { id: number }, release: number | string) =>
    county.staff.leader.get(`/api/boundaries/drafts/${draft.id}/ground-then?release=${release}`)
  const codes = ({ areas }: GroundThen) => areas.map(({ code }) => code)

  it('has what the areas were, to the last digit', async () => {
    const { status, body } = await ask(late, 1)
    expect([status, body.release]).toEqual([200, 1])
    const expected = smallCountyAreas()
      .filter(({ code }) => ['A1a', 'A1b', 'A2a', 'A2b', 'B1a', 'B1b'].includes(code))
      .map(({ code, name, level, parentCode, shape }) => ({ code, name, level, parent: parentCode, shape }))
      .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    // B1a and B1b touch A2 and were others then.
    expect(body.areas).toEqual(expected)
  })

  it('has areas that only touch it where the base has them otherwise, and none that do not', async () => {
    expect(codes((await ask(late, 2)).body)).toEqual(['A1-1', 'A1a', 'A1b', 'A2a', 'A2b', 'B1a', 'B1b'])
    expect(codes((await ask(late, 3)).body)).toEqual(['A1-1', 'A1a', 'A1b', 'A2a', 'A2b'])
  })

  it('is that of the base where it is the base', async () => {
    const { body } = await ask(late, 4)
    const { live, areas } = (await county.staff.leader.get(`/api/boundaries/drafts/${late.id}/ground`)).body
    expect(codes(body)).toEqual(live)
    const shapeOf = (code: string) => areas.find((area: { code: string }) => area.code === code).shape
    expect(body.areas.map(({ shape }: { shape: unknown }) => shape)).toEqual(live.map(shapeOf))
  })

  it('may come from a release after the base', async () => {
    expect(codes((await ask(early, 4)).body)).toEqual(['A1-1', 'A1a', 'A1b', 'A2a', 'A2b', 'B1a', 'B1b'])
  })

  it('has all that was there when one area was several', async () => {
    const draft = await county.studio.begin('B2')
    // A2a touches B1b and has got a vertex since, where the border bends.
    expect(codes((await ask(draft, 1)).body)).toEqual(['A2a', 'B1a', 'B1b', 'B2a', 'B2b'])
    expect(codes((await ask(draft, 4)).body)).toEqual(['B1a', 'B1b', 'B2a'])
  })

  it('of the whole county is the whole release', async () => {
    const draft = await county.studio.begin('C')
    expect(codes((await ask(draft, 1)).body)).toHaveLength(8)
    expect(codes((await ask(draft, 2)).body)).toHaveLength(9)
  })

  it.each([
    ['a draft that is not there', 999_999, '1', 404, 'unknown_draft'],
    ['a release that is not there', 0, '9', 404, 'unknown_release'],
    ['no release', 0, '', 400, 'invalid_input'],
    ['a release that is no number', 0, 'first', 400, 'invalid_input'],
  ])('is refused for %s', async (_, id, release, status, code) => {
    const answer = await ask({ id: id || late.id }, release)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it('is not for those who may not see drafts', async () => {
    const url = `/api/boundaries/drafts/${late.id}/ground-then?release=1`
    expect((await county.staff.operator.get(url)).body.error.code).toBe('not_allowed')
  })
})
