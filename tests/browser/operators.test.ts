import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('who looks after what', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 300_000)
  afterAll(() => site.stop())

  async function open(account: string, query: string): Promise<Page> {
    const page = await newPage({ account: null, forgiven: /409/ })
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    await page.goto(`${site.url}/operators?${query}`)
    return page
  }
  const countOf = async (page: Page, list: string): Promise<number> =>
    Number(
      (await page.getByRole('button', { name: new RegExp(`^${list} \\d+$`) }).innerText()).match(/\d+/)![0],
    )

  it('gives a vacant grid a lead, and refuses a second one by name', async () => {
    const page = await open('manager-130524100', 'lang=zh&list=vacant')
    await page.getByRole('heading', { name: '网格员' }).waitFor({ timeout: 60_000 })
    await expect.poll(() => countOf(page, '空缺网格')).toBeGreaterThan(0)
    const before = await countOf(page, '空缺网格')
    const legend = page.locator('figcaption', { hasText: '网格配备' })
    await legend.waitFor()
    await page.locator('li button', { hasText: '网格' }).first().click()
    await page.getByRole('button', { name: '安排人员' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('combobox', { name: '网格员' }).fill('网格员 柏乡镇 01')
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByText('负责人', { exact: true }).waitFor()
    await page.getByRole('button', { name: '安排人员' }).click()
    await dialog.getByRole('combobox', { name: '网格员' }).fill('网格员 柏乡镇 02')
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.getByText(/网格员 柏乡镇 01已是负责人.*请先结束那项安排/).waitFor()
    await dialog.getByRole('button', { name: '取消' }).click()
    await page.getByRole('button', { name: '返回清单' }).click()
    await expect.poll(() => countOf(page, '空缺网格')).toBe(before - 1)
  })

  it('tries a file first, and keeps it once nothing is wrong with it', async () => {
    const page = await open('manager-130524100', 'lang=en')
    await page.getByRole('button', { name: 'Import' }).click({ timeout: 60_000 })
    const dialog = page.getByRole('dialog')
    const choose = (text: string) =>
      dialog
        .getByLabel(/CSV file/)
        .setInputFiles({ name: 'staff.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await choose('code,name,area\nNEW-1,Zhao,130524100\nNEW-2,,130524100\n')
    await dialog.getByText('Line 3, name').waitFor()
    expect(await dialog.getByRole('button', { name: 'Import' }).isDisabled()).toBe(true)
    await choose('code,name,area\nNEW-1,Zhao,130524100\n')
    await dialog.getByText('Operators: 1 new').waitFor()
    await dialog.getByRole('button', { name: 'Import' }).click()
    await page.getByRole('searchbox').fill('NEW-1')
    await page.getByRole('button', { name: 'Zhao' }).click()
    await page.getByText('No account linked').waitFor()
  })

  it('shows leaders the same, and nothing to change', async () => {
    const leader = await open('leader', 'lang=en&list=certificates')
    await leader.locator('li button').first().click({ timeout: 60_000 })
    await leader.getByRole('heading', { name: 'Trainings and certificates' }).waitFor()
    expect(await leader.getByRole('button', { name: /Change|Assign|Leaves|Remove|Import/ }).count()).toBe(0)
  })
})
