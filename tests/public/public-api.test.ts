import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { isSolution, trySolutions } from '../../server/domain/public/proof-of-work.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { askPublic, plantedPhoto, solvedProof, workOff } from './solve.ts'

const PLACE = { lon: 114.00512, lat: 37.00521 }
/** Of the day in Shanghai. */
const MIDNIGHT = expect.stringMatching(/T16:00:00\.000Z$/)
const REPORT = { category: '0404', words: '井盖不见了', place: PLACE }

describeOnDatabases('the public', (database) => {
  let app: App
  let staff: Staff
  let ahead = 0
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const post = (url: string, body?: object | Buffer, headers?: Record<string, string>) =>
    askPublic(app, 'POST', `/api/public/${url}`, body, headers)
  const keyed = () => ({ 'idempotency-key': crypto.randomUUID() })
  const report = async (more: object = {}, headers = keyed()) =>
    post('reports', { ...REPORT, ...more, proof: await solvedProof(app) }, headers)
  const idOf = async (number: string): Promise<number> =>
    (await staff.dispatcher.get(`/api/incidents?q=${number}`)).body.items[0].id
  const track = async (code: string) => (await post('track', { code })).body
  /** The kept picture of the public grows old. */
  const map = async () => {
    vi.setSystemTime(vi.getRealSystemTime() + (ahead += 60_000))
    return (await askPublic(app, 'GET', '/api/public/map')).body
  }
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    return () => vi.useRealTimers()
  })

  it('reports, follows what becomes of it, reads the answer and rates it once, which counts', async () => {
    const { status, body } = await report({ contact: { name: '张三丰', phone: '13900001111' } })
    expect(status).toBe(201)
    expect(await track(body.code)).toMatchObject({
      kind: 'report',
      number: body.number,
      state: 'reported',
      mayRate: false,
      answer: null,
      areas: [{ name: 'A区' }, { name: 'A1区' }, { name: 'A1a区' }],
    })
    const id = await idOf(body.number)
    expect((await post('ratings', { code: body.code, rating: 'satisfied' })).body.error.code).toBe(
      'wrong_state',
    )
    await workOff(staff, id, '井盖已换新，谢谢。')
    const seen = await track(body.code)
    expect(seen).toMatchObject({ state: 'closed', answer: '井盖已换新，谢谢。', mayRate: true, dueAt: null })
    expect(seen.steps.map((step: { state: string }) => step.state)).toEqual([
      'reported',
      'accepted',
      'dispatched',
      'handling',
      'verifying',
      'closed',
    ])
    expect(JSON.stringify(seen)).not.toMatch(/内部|handler|dispatcher|张三丰|1390000/)
    expect((await post('ratings', { code: body.code, rating: 'satisfied' })).body).toMatchObject({
      rating: 'satisfied',
      mayRate: false,
    })
    expect((await post('ratings', { code: body.code, rating: 'unsatisfied' })).body.error.code).toBe(
      'wrong_state',
    )
    const { body: life } = await staff.dispatcher.get(`/api/incidents/${id}/life`)
    expect(life).toMatchObject({ rating: 'satisfied', answer: '井盖已换新，谢谢。' })
    expect(life.steps.at(-1)).toMatchObject({ action: 'rate', actor: 'public', role: 'public' })
  })

  it('is answered by the centre alone, and reads the new words in the place of the old ones', async () => {
    const { body } = await report()
    const id = await idOf(body.number)
    expect((await staff.dispatcher.act(id, 'answer', { data: { answer: 'x' } })).status).toBe(409)
    await staff.dispatcher.act(id, 'accept')
    expect((await staff.supervisor.act(id, 'answer', { data: { answer: 'x' } })).status).toBe(403)
    expect((await staff.dispatcher.act(id, 'answer', {})).status).toBe(400)
    expect((await staff.dispatcher.act(id, 'urge', { data: { answer: 'x' } })).status).toBe(400)
    for (const answer of ['已下单', ' 下周到货 '])
      await staff.dispatcher.act(id, 'answer', { data: { answer } })
    expect((await track(body.code)).answer).toBe('下周到货')
    await staff.dispatcher.act(id, 'answer', { data: { answer: ' ' } })
    expect((await track(body.code)).answer).toBeNull()
    const { steps } = (await staff.dispatcher.get(`/api/incidents/${id}/life`)).body
    expect(steps.slice(-3).map(({ data }: { data: object }) => data)).toMatchObject([
      { answer: '已下单' },
      { answer: '下周到货' },
      { answer: null },
    ])
  })

  it('sends again what it did not hear of, with no second report and no second puzzle', async () => {
    const headers = keyed()
    const proof = await solvedProof(app)
    const first = await post('reports', { ...REPORT, proof }, headers)
    expect(await post('reports', { ...REPORT, proof }, headers)).toMatchObject({
      status: 201,
      body: first.body,
    })
    expect((await post('reports', { ...REPORT, proof }, keyed())).body.error.code).toBe('proof_refused')
  })

  it('gets nothing by a puzzle that is forged, unsolved, easier, too old or of somebody else', async () => {
    const { challenge } = await solvedProof(app)
    const [id, expires, bits, signature] = challenge.split('.')
    // One number in 64 solves it by chance.
    let wrong = 0
    while (isSolution(challenge, Number(bits), String(wrong))) wrong += 1
    const easier = `${id}.${expires}.0.${signature}`
    const later = `${id}.${(Date.now() + 1e9).toString(36)}.${bits}.${signature}`
    const before = (await staff.dispatcher.get('/api/incidents?limit=1')).body.items[0].number
    for (const proof of [
      { challenge, answer: String(wrong) },
      { challenge: easier, answer: '1' },
      { challenge: later, answer: trySolutions(later, Number(bits), 0, 1_000_000)! },
      { challenge: 'x', answer: '1' },
    ]) {
      const { status, body } = await post('reports', { ...REPORT, proof }, keyed())
      expect([status, body.error.code]).toEqual([403, 'proof_refused'])
    }
    const old = await solvedProof(app)
    vi.setSystemTime(Date.now() + 31 * 60_000)
    expect((await post('reports', { ...REPORT, proof: old }, keyed())).body.error.code).toBe('proof_refused')
    const after = (await staff.dispatcher.get('/api/incidents?limit=1')).body.items[0].number
    expect(after).toBe(before)
  })

  it('finds nothing by codes that are made up, and hears the same of each', async () => {
    const { body } = await report()
    const near = body.code.replace(/.$/, (last: string) => (last === '0' ? '1' : '0'))
    const answers = new Set<string>()
    for (const code of [near, '0000-0000-0000-0000', 'x', body.number, "' or 1=1 --"])
      answers.add(
        JSON.stringify(await post('track', { code }).then(({ status, body: said }) => [status, said.error])),
      )
    expect([...answers]).toHaveLength(1)
    expect([...answers][0]).toContain('unknown_code')
    expect((await post('ratings', { code: near, rating: 'satisfied' })).body.error.code).toBe('unknown_code')
  })

  it('adds photos by the code, once each, at most three, not too large, without what the camera wrote', async () => {
    const { body } = await report()
    const add = (photo: Buffer, code = body.code) =>
      post('photos', photo, { 'content-type': 'image/jpeg', 'x-tracking-code': code })
    for (const [red, photos] of [
      [0, 1],
      [0, 1],
      [100, 2],
      [200, 3],
    ] as const)
      expect((await add(await plantedPhoto(red))).body).toEqual({ photos })
    expect((await add(await plantedPhoto(250))).body.error.code).toBe('invalid_input')
    expect((await add(await plantedPhoto(250), '0000-0000-0000-0000')).status).toBe(404)
    const second = (await report()).body.code
    expect((await add(Buffer.from('<svg/>'), second)).status).toBe(400)
    expect((await add(Buffer.alloc(5 * 2 ** 20), second)).status).toBe(400)
    const { rows } = await sql<{ planted: boolean; width: number }>`
      select position('PLANTED'::bytea in body) > 0 as planted, width from photo`.execute(database().db)
    expect(rows.every(({ planted }) => !planted)).toBe(true)
  })

  it('sees on its map what was accepted, blurred, and nothing of words, people or disputes', async () => {
    const secret = '王小二家门口'
    const numbers: string[] = []
    for (const [category, state] of [
      ['0404', 'accepted'],
      ['0404', 'reported'],
      ['0201', 'accepted'],
      ['0404', 'rejected'],
    ] as const) {
      const { body } = await report({ category, words: secret })
      numbers.push(body.number)
      const id = await idOf(body.number)
      if (state === 'accepted') await staff.dispatcher.act(id, 'accept')
      if (state === 'rejected')
        await staff.dispatcher.act(id, 'reject', { note: secret, data: { answer: '不属于受理范围' } })
    }
    const { items } = await map()
    const shown = items.filter(({ number }: { number: string }) => numbers.includes(number))
    expect(shown).toHaveLength(1)
    expect(shown[0]).toMatchObject({ number: numbers[0], category: '0404', state: 'accepted' })
    expect(Math.abs(shown[0].lat - PLACE.lat)).toBeLessThan(0.0005)
    expect([shown[0].lon, shown[0].lat]).not.toEqual([PLACE.lon, PLACE.lat])
    expect(shown[0].reportedOn).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(JSON.stringify(items)).not.toContain(secret)
  })

  it('hears of what is near from its cell alone, so that asking around finds no exact place', async () => {
    const exact = { lon: 114.02512, lat: 37.01521 }
    const { body } = await report({ place: exact })
    await staff.dispatcher.act(await idOf(body.number), 'accept')
    await map()
    const near = async (lon: number, lat: number, category = '0404') =>
      (await post('near', { lon, lat, category })).body
    const here = await near(exact.lon, exact.lat)
    expect(here).toMatchObject({ area: { code: 'B1b' }, items: [{ number: body.number }] })
    expect((await near(exact.lon, exact.lat, '0301')).items).toEqual([])
    expect((await near(exact.lon + 0.005, exact.lat)).items).toEqual([])
    expect(await post('near', { lon: 120, lat: 30 })).toMatchObject({
      status: 200,
      body: { area: null, items: [] },
    })
    // Anywhere in the same cell the answer is the same.
    const cell = here.items[0]
    for (const [x, y] of [
      [-4, -4],
      [4, -4],
      [0, 4],
      [4, 4],
    ])
      expect((await near(cell.lon + x! * 1e-4, cell.lat + y! * 1e-4)).items).toEqual(here.items)
  })

  it('follows what was reported already, without rating it; not what it does not see', async () => {
    const { body } = await report()
    const id = await idOf(body.number)
    const follow = async (number: string, headers = keyed()) =>
      post('follows', { number, proof: await solvedProof(app) }, headers)
    expect((await follow(body.number)).body.error.code).toBe('unknown_incident')
    await staff.dispatcher.act(id, 'accept')
    const headers = keyed()
    const followed = await follow(body.number, headers)
    expect(followed).toMatchObject({ status: 201, body: { number: body.number } })
    expect((await follow(body.number, headers)).body).toEqual(followed.body)
    expect(followed.body.code).not.toBe(body.code)
    expect(await track(followed.body.code)).toMatchObject({
      kind: 'follow',
      state: 'accepted',
      photos: 0,
      morePhotos: 0,
      rating: null,
      areas: [{ name: 'A区' }],
      reportedAt: MIDNIGHT,
      dueAt: MIDNIGHT,
      steps: [{ at: MIDNIGHT }, { at: MIDNIGHT }],
    })
    const dispute = (await report({ category: '0201' })).body
    await staff.dispatcher.act(await idOf(dispute.number), 'accept')
    expect((await follow(dispute.number)).body.error.code).toBe('unknown_incident')
    await staff.dispatcher.act(id, 'dispatch', { data: { unit: 'roads' } })
    await staff.handler.act(id, 'start')
    await staff.handler.act(id, 'feedback', { note: 'x' })
    await staff.dispatcher.act(id, 'pass')
    expect((await post('ratings', { code: followed.body.code, rating: 'satisfied' })).body.error.code).toBe(
      'not_allowed',
    )
  })

  it('is led on to the first report where somebody was faster', async () => {
    const [first, second] = [(await report()).body, (await report()).body]
    await staff.dispatcher.act(await idOf(first.number), 'accept')
    await staff.dispatcher.act(await idOf(first.number), 'answer', { data: { answer: '正在修' } })
    await staff.dispatcher.act(await idOf(second.number), 'markDuplicate', {
      data: { original: first.number },
    })
    expect(await track(second.code)).toMatchObject({
      number: second.number,
      merged: true,
      state: 'accepted',
      answer: '正在修',
      mayRate: false,
      dueAt: MIDNIGHT,
    })
    // Of one that the public does not see nobody hears in this way.
    const [hidden, third] = [(await report({ category: '0201' })).body, (await report()).body]
    await workOff(staff, await idOf(hidden.number), '已调解')
    await staff.dispatcher.act(await idOf(third.number), 'markDuplicate', {
      data: { original: hidden.number },
    })
    expect(await track(third.code)).toMatchObject({
      merged: false,
      state: 'duplicate',
      answer: null,
      unit: null,
    })
  })

  it('counts nothing under five in public', async () => {
    const { townships, items } = await map()
    expect(townships).toHaveLength(2)
    for (const { open, closed } of townships)
      for (const count of [open, closed]) expect(count === null || count >= 5).toBe(true)
    expect(items.length).toBeGreaterThan(0)
  })
})
