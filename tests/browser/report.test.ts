import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 180_000 })

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const PHONE = { width: 390, height: 844 }

// A site of its own: what is reported here would change the figures under the feet of other tests.
describeInBrowser('somebody without an account', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 180_000)
  afterAll(() => site.stop())

  /** What is wrong with a page for whoever does not see or point. */
  async function barriers(page: Page): Promise<string[]> {
    await page.evaluate(AXE)
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: {
          run(options: object): Promise<{
            violations: { id: string; impact: string; nodes: { html: string }[] }[]
          }>
        }
      }
      const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })
      const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      return bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    })
  }

  /** Staff act without the page, each as themselves. */
  async function act(
    page: Page,
    account: string,
    id: number,
    action: string,
    more: object = {},
  ): Promise<void> {
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    const { request } = page
    const { viewer } = await (await request.get(`${site.url}/api/session`)).json()
    const { version } = await (await request.get(`${site.url}/api/incidents/${id}/life`)).json()
    const response = await request.post(`${site.url}/api/incidents/${id}/actions`, {
      data: { action, ...more },
      headers: { 'x-csrf-token': viewer.csrf, 'if-match': `"${version}"` },
    })
    expect(response.status(), `${account} ${action}`).toBe(200)
  }

  it('reports by a poster although the network fails, is followed, reads the answer, and rates it', async () => {
    const desk = await newPage({ account: null })
    await signInAs(desk, site.url, 'dispatcher', DEMO_PASSWORD)
    const { items } = await (await desk.request.get(`${site.url}/api/areas`)).json()
    const grid = items.find(({ level }: { level: string }) => level === 'grid')

    const phone = await newPage({ account: null, viewport: PHONE, forgiven: /ERR_INTERNET_DISCONNECTED/ })
    await phone.goto(`${site.url}/report?lang=zh&grid=${grid.code}`)
    await phone.getByText(`“`).filter({ hasText: grid.name }).waitFor({ timeout: 60_000 })
    expect(await barriers(phone)).toEqual([])
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByRole('alert').filter({ hasText: '还差：问题类别 · 情况或照片' }).waitFor()
    await phone.getByRole('button', { name: '公共设施' }).click()
    await phone.getByRole('button', { name: '井盖缺损' }).click()
    await phone.getByRole('textbox', { name: '说说情况' }).fill('校门口的井盖没了')
    const buffer = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#777' } })
      .jpeg()
      .toBuffer()
    await phone.getByLabel('拍照或选照片').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer })
    await phone.getByRole('button', { name: '去掉第 1 张照片' }).waitFor()
    await phone.context().setOffline(true)
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByRole('alert').filter({ hasText: '已保存在这部手机上' }).waitFor()
    await phone.context().setOffline(false)
    await phone.reload()
    await phone.getByText('这是您上次没有发出的内容').waitFor()
    expect(await phone.getByRole('textbox', { name: '说说情况' }).inputValue()).toBe('校门口的井盖没了')
    await phone.getByRole('button', { name: '提交' }).click()
    const code = await phone.locator('output').innerText()
    expect(code).toMatch(/^(\w{4}-){3}\w{4}$/)
    await phone.getByText('1 张照片已送达').waitFor()

    // One report of it has arrived, with its photo.
    const list = await (await desk.request.get(`${site.url}/api/incidents?q=校门口的井盖没了`)).json()
    expect(list.items).toHaveLength(1)
    const { id, number } = list.items[0]
    await act(desk, 'dispatcher', id, 'accept')

    const centre = (await (await desk.request.get(`${site.url}/api/public/areas/${grid.code}`)).json()).centre
    const neighbour = await newPage({
      account: null,
      viewport: PHONE,
      colorScheme: 'dark',
      geolocation: { longitude: centre[0], latitude: centre[1] },
      permissions: ['geolocation'],
    })
    await neighbour.goto(`${site.url}/report?lang=en`)
    await neighbour.getByRole('button', { name: 'Public facilities' }).click({ timeout: 60_000 })
    await neighbour.getByRole('button', { name: 'Manhole cover' }).click()
    await neighbour.getByRole('button', { name: 'Use my position' }).click()
    await neighbour.getByRole('button', { name: 'It is the same: follow it' }).first().click()
    await neighbour.getByRole('heading', { name: 'You follow it now' }).waitFor()
    await neighbour.getByText(`No. ${number}`).waitFor()
    await neighbour.getByRole('button', { name: 'See how it goes' }).click()
    await neighbour.getByText('Taken up; an office is being chosen').first().waitFor()
    expect(await barriers(neighbour)).toEqual([])

    await act(desk, 'dispatcher', id, 'dispatch', { data: { unit: 'housing' } })
    await act(desk, 'handler-housing', id, 'start')
    await act(desk, 'handler-housing', id, 'feedback', { note: '已换' })
    await signInAs(desk, site.url, 'dispatcher', DEMO_PASSWORD)
    await desk.goto(`${site.url}/incidents?lang=zh&incident=${id}`)
    await desk.getByRole('toolbar').getByRole('button', { name: '核查通过，结案' }).click({ timeout: 60_000 })
    await desk.getByLabel('给公众的答复').fill('井盖已换新，请放心通行。')
    await desk.getByRole('dialog').getByRole('button', { name: '核查通过，结案' }).click()
    await desk.getByText('井盖已换新，请放心通行。').first().waitFor()

    await phone.getByRole('button', { name: '查看进度' }).click()
    await phone.getByText('井盖已换新，请放心通行。').waitFor()
    expect(phone.url()).toBe(`${site.url}/report/track#${code}`)
    expect(await barriers(phone)).toEqual([])
    await phone.getByText('满意', { exact: true }).click()
    await phone.getByRole('button', { name: '提交评价' }).click()
    await phone.getByText('评价：满意。谢谢。').waitFor()
    await desk.getByText('满意').first().waitFor()
    // What a phone remembers can be looked up again, and forgotten.
    await phone.getByRole('link', { name: '查进度' }).click()
    await phone.getByRole('button', { name: `从这部手机上删除 ${number}` }).click()
    await phone.getByText('这部手机上还没有查询码').waitFor()
  })
})
