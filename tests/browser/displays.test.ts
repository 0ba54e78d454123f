import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('displays on walls', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 300_000)
  afterAll(() => site.stop())

  async function open(account: string): Promise<Page> {
    const page = await newPage({ account: null })
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    await page.goto(`${site.url}/displays?lang=zh`)
    await page.getByRole('heading', { name: '大屏', exact: true }).waitFor({ timeout: 60_000 })
    return page
  }

  it('are paired, given a tour, pinned from a phone, and turned off', async () => {
    // A screen that is nobody is told so each time it asks.
    const wall = await newPage({ account: null, forgiven: /401/ })
    await wall.goto(`${site.url}/wall`)
    const code = wall.locator('.code')
    await expect.poll(() => code.innerText(), { timeout: 60_000 }).toMatch(/^\w{3}\s*\w{3}$/)

    const administrator = await open('admin')
    await administrator.getByRole('button', { name: '配对屏幕' }).click()
    const dialog = administrator.getByRole('dialog')
    await dialog.getByRole('textbox', { name: '配对码' }).fill((await code.innerText()).toLowerCase())
    await dialog.getByRole('textbox', { name: '名称' }).first().fill('一楼大厅')
    await dialog.getByRole('button', { name: '配对', exact: true }).click()
    await administrator.getByRole('heading', { name: '一楼大厅' }).waitFor()
    await wall.locator('[data-theme="dark"].wall').waitFor()

    await administrator.getByRole('button', { name: '新建轮播' }).click()
    await administrator.getByRole('textbox', { name: '名称' }).first().fill('白天')
    await administrator.getByRole('button', { name: '加上全部乡镇' }).click()
    await administrator.getByText('6 个画面，一轮 2 分钟').waitFor()
    await administrator.getByRole('button', { name: '下移：柏乡镇' }).press('Enter')
    await expect.poll(() => administrator.locator('ol .name').first().innerText()).toContain('固城店镇')
    await administrator.getByRole('img', { name: '预览：大屏上的样子' }).waitFor()
    await administrator.getByRole('button', { name: '保存' }).click()
    await administrator.getByRole('heading', { name: '轮播：白天' }).waitFor()
    await administrator.getByRole('button', { name: '返回大屏' }).click()
    await administrator.getByRole('button', { name: /^修改 *: 一楼大厅$/ }).click()
    await dialog.locator('select').selectOption({ label: '白天' })
    await dialog.getByRole('radio', { name: '浅色' }).check({ force: true })
    await dialog.getByRole('button', { name: '保存' }).click()
    await wall.locator('[data-theme="light"].wall').waitFor()

    const leader = await open('leader')
    await leader.setViewportSize({ width: 390, height: 844 })
    await leader.getByRole('button', { name: /^固定一个画面 *: 一楼大厅$/ }).click()
    await leader.getByRole('button', { name: '内步乡', exact: true }).click()
    await leader.getByRole('button', { name: '显示内步乡' }).click()
    await leader.getByText('正固定显示：内步乡').waitFor()
    await expect.poll(() => leader.evaluate(() => document.body.scrollWidth)).toBeLessThanOrEqual(390)
    await leader.getByRole('button', { name: /^取消固定 *: 一楼大厅$/ }).click()
    await leader.getByText('正固定显示：内步乡').waitFor({ state: 'detached' })

    await administrator.getByRole('button', { name: /^停用 *: 一楼大厅$/ }).click()
    await dialog.getByRole('button', { name: '停用' }).click()
    await administrator.getByText('还没有配对的大屏。').waitFor()
    await expect.poll(() => code.innerText(), { timeout: 60_000 }).toMatch(/^\w{3}\s*\w{3}$/)
  })
})
