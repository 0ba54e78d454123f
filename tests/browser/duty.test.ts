import { sql } from 'kysely'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import type { OpenDatabase } from '../../server/db/connect.ts'
import { countOf, link } from '../duty/serving.ts'
import { PASSWORD } from '../support/accounts.ts'
import { ask } from '../support/ask.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { openFromTemplate } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'

vi.setConfig({ testTimeout: 180_000 })

const HOUR_MS = 3_600_000
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  reducedMotion: 'reduce',
  permissions: ['geolocation'],
  geolocation: { longitude: 114.005, latitude: 37.005, accuracy: 8 },
}

describeInBrowser('duty on a phone', ({ newPage }) => {
  let database: OpenDatabase
  let app: App
  let staff: Staff
  let proxy: TcpProxy

  beforeAll(async () => {
    database = await openFromTemplate()
    await loadSmallCounty(database.db)
    await serve()
    staff = await hireStaff(app, database.db)
    await link(database.db, 'operator', 'OP1')
  }, 180_000)
  afterAll(async () => {
    await proxy.close()
    await app.close()
    await database.close()
  })

  /** Starts the server, behind the proxy; also in the place of one that has ended. */
  async function serve(): Promise<void> {
    app = await buildApp({
      db: database.db,
      listen: null,
      config: plainConfig,
      webFolder: await ask<string>('web'),
    })
    const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
    proxy ??= await TcpProxy.open(port)
    proxy.target = port
  }

  async function phone(): Promise<Page> {
    const page = await newPage({ ...PHONE, account: null, forgiven: /Failed to load resource|net::ERR/ })
    await signInAs(page, proxy.url, 'operator', PASSWORD)
    return page
  }

  /** A case that waits for the operator to verify it. */
  async function verifying(title: string): Promise<number> {
    const { body } = await staff.operator.post('/api/incidents', { ...REPORT, title })
    await staff.dispatcher.act(body.id, 'accept')
    await staff.dispatcher.act(body.id, 'dispatch', { data: { unit: 'roads' } })
    await staff.handler.act(body.id, 'start')
    const given = await staff.handler.act(body.id, 'feedback', { note: '已修' })
    expect(given.body.state).toBe('verifying')
    return body.id
  }

  async function rows<Row>(text: string): Promise<Row[]> {
    return (await sql.raw<Row>(text).execute(database.db)).rows
  }

  const tab = (page: Page, name: string) => page.getByRole('navigation').getByRole('button', { name }).click()

  async function pass(page: Page, title: string, note: string): Promise<void> {
    await tab(page, '我的网格')
    await page.getByRole('button', { name: title }).click()
    await page.getByRole('button', { name: '核查通过，结案' }).click()
    await page.getByLabel('说明').fill(note)
    await page.getByRole('button', { name: '确定：核查通过，结案' }).click()
    await page.getByRole('region', { name: '等待发送' }).waitFor()
  }

  /** Noise, which JPEG cannot make small: several parts of an upload. */
  async function photo(): Promise<Buffer> {
    const [width, height] = [1600, 1200]
    const noise = { type: 'gaussian' as const, mean: 128, sigma: 60 }
    return sharp({ create: { width, height, channels: 3, background: '#777', noise } })
      .jpeg({ quality: 90 })
      .toBuffer()
  }

  it('keeps what is unsent for its account alone, and does it on a changed case when told so again', async () => {
    const id = await verifying('核查丙')
    const page = await phone()
    await page.goto(`${proxy.url}/duty?lang=zh`)
    await page.getByRole('button', { name: '核查丙' }).waitFor({ timeout: 60_000 })
    await page.context().clearCookies()
    await pass(page, '核查丙', '看过了，丙')
    await page.getByText('登录已过期').waitFor()

    const urged = await staff.dispatcher.act(id, 'urge')
    expect(urged.body.state).toBe('verifying')
    await signInAs(page, proxy.url, 'dispatcher', PASSWORD)
    await page.reload()
    await page.getByText('勤务只面向网格员').waitFor()
    const passed = `select 1 from incident_event where action = 'pass' and incident_id = ${id}`
    expect(await rows(passed)).toHaveLength(0)

    await signInAs(page, proxy.url, 'operator', PASSWORD)
    await page.reload()
    await tab(page, '待发送')
    const choice = page.getByRole('article', { name: '核查丙' })
    await choice.getByText('在您之后，有人处理过这个事件').waitFor()
    await choice.getByRole('button', { name: '仍然核查通过，结案' }).click()
    await page.getByText('都发送了').waitFor()
    expect(await rows(`${passed} and actor = 'operator'`)).toHaveLength(1)
  })

  it('is lived without a network, and everything arrives once', async () => {
    await verifying('核查甲')
    const other = await verifying('核查乙')
    const page = await phone()
    await page.goto(`${proxy.url}/duty?lang=zh`)
    await page.getByRole('button', { name: '开始勤务' }).click({ timeout: 60_000 })
    await page.getByText('正在记录位置').waitFor()
    await expect.poll(() => countOf(database.db, 'position')).toBeGreaterThan(0)
    await page.getByRole('button', { name: '核查甲' }).waitFor()
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    proxy.cut()

    await page.context().setGeolocation({ longitude: 114.006, latitude: 37.006, accuracy: 8 })
    await tab(page, '上报')
    await page.getByRole('button', { name: '公共设施' }).click()
    await page.getByRole('button', { name: '道路破损' }).click()
    await page
      .getByLabel('从相册选')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() })
    await page.getByRole('img', { name: '待发送的照片 1' }).waitFor()
    await page.getByText('地点在').waitFor()
    await page.getByLabel('标题').fill('没有信号时上报')
    await page.locator('form').getByRole('button', { name: '上报', exact: true }).click()
    await pass(page, '核查甲', '看过了，甲')
    await pass(page, '核查乙', '看过了，乙')
    await tab(page, '地图')
    await page.getByRole('button', { name: '我到过这里' }).click({ timeout: 60_000 })
    await page.getByRole('button', { name: '确认到过' }).click()
    const failed = await staff.dispatcher.act(other, 'fail', { note: '没有修好' })
    expect(failed.body.state).toBe('handling')

    await page.reload()
    await page.getByText('正在记录位置').waitFor()
    await tab(page, '待发送')
    await page.getByText('没有信号时上报', { exact: true }).waitFor()
    await page.getByText(/^走访 /).waitFor()
    expect(await page.getByText('没有信号时上报').count()).toBe(2)

    // The network comes back, and breaks again in the middle of the photo.
    proxy.resume(420_000)
    await page.getByRole('button', { name: '立即重试' }).click()
    await expect.poll(() => proxy.isCut).toBe(true)
    const parts = await countOf(database.db, 'upload_part')
    expect(parts).toBeGreaterThan(0)
    proxy.resume()
    await page.getByRole('button', { name: '立即重试' }).click()

    const choice = page.getByRole('article', { name: '核查乙' })
    await choice.getByText('现在：处置中（dispatcher 办理）').waitFor({ timeout: 60_000 })
    await choice.getByText('您的说明：看过了，乙').waitFor()
    await choice.getByText('现在不能再这样办理了').waitFor()
    await expect.poll(() => countOf(database.db, 'photo')).toBe(1)
    await choice.getByRole('button', { name: '放弃' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '放弃' }).click()
    await page.getByText('都发送了').waitFor()

    expect(await rows("select title, state from incident where title = '没有信号时上报'")).toHaveLength(1)
    const actions = await rows<{ title: string; action: string }>(
      `select incident.title, action from incident_event event join incident on incident.id = incident_id
       where actor = 'operator' and action in ('pass', 'photo') and title <> '核查丙' order by event.seq`,
    )
    expect(actions.map(({ title, action }) => `${title} ${action}`).toSorted()).toEqual([
      '核查甲 pass',
      '没有信号时上报 photo',
    ])
    expect(await rows('select 1 from position where source = 1')).toHaveLength(1)
    expect(await countOf(database.db, 'duty_session')).toBe(1)

    // The server takes what is sent, and dies before it can say so.
    const before = await countOf(database.db, 'position')
    proxy.loseAnswers()
    await page.context().setGeolocation({ longitude: 114.007, latitude: 37.004, accuracy: 8 })
    await expect.poll(() => countOf(database.db, 'position')).toBeGreaterThan(before)
    const taken = await countOf(database.db, 'position')
    proxy.cut()
    await app.close()
    await serve()
    proxy.resume()
    await tab(page, '待发送')
    // Where the page has tried by itself meanwhile there is nothing to be tried again.
    const again = page.getByRole('button', { name: '立即重试' })
    const isSent = async () => {
      await again.evaluateAll((found) => found.forEach((button) => (button as HTMLElement).click()))
      return page.getByText('都发送了').isVisible()
    }
    await expect.poll(isSent).toBe(true)
    await page.getByRole('button', { name: '结束', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: '结束勤务' }).click()
    await page.getByText('勤务已结束').waitFor()
    await expect.poll(() => rows('select 1 from duty_session where ended_at is not null')).toHaveLength(1)
    expect(await countOf(database.db, 'position')).toBe(taken)
  })

  it('tells the right time by a clock that is three hours wrong', async () => {
    const page = await phone()
    await page.clock.install({ time: Date.now() + 3 * HOUR_MS })
    await page.goto(`${proxy.url}/duty?lang=en`)
    await page.getByRole('button', { name: 'Start duty' }).click({ timeout: 60_000 })
    const read = () =>
      rows<{ at: Date; device_at: Date }>(
        `select position.at, device_at from position join duty_session on no = session_no
         where ended_at is null`,
      )
    await expect.poll(async () => (await read()).length).toBeGreaterThan(0)
    const [position] = await read()
    expect(Math.abs(Date.now() - position!.at.getTime())).toBeLessThan(60_000)
    const ahead = position!.device_at.getTime() - position!.at.getTime()
    expect(Math.abs(ahead - 3 * HOUR_MS)).toBeLessThan(60_000)
  })
})
