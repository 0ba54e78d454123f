import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 120_000 })

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TOWNSHIP = '130524100'

describeInBrowser('the promotion plan', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 300_000)
  afterAll(() => site.stop())

  /** What axe finds wrong, by its names. */
  async function faultsOf(page: Page): Promise<string[]> {
    await page.evaluate(AXE)
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (
        await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
      ).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    })
  }

  it('is read by week and on the map, pressed by a leader, counted by a manager, and printed on its side', async () => {
    const page = await newPage({ account: null, colorScheme: 'light' })
    await signInAs(page, site.url, 'leader', DEMO_PASSWORD)
    await page.goto(`${site.url}/evaluation/plan?lang=zh`)
    const table = page.getByRole('table', { name: '推进计划' })
    await table.waitFor({ timeout: 60_000 })
    const late = table.getByRole('row', { name: /逾期 \d+ 天/ })
    const count = await late.count()
    expect(count).toBeGreaterThan(1)
    await page.getByRole('link', { name: `推进计划 (${count} 项逾期)` }).waitFor()
    expect(await faultsOf(page)).toEqual([])

    // One that nobody has supervised yet.
    await table
      .getByRole('row', { name: /新建小区/ })
      .getByRole('button')
      .click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '督办' }).click()
    await dialog.getByRole('spinbutton', { name: '限期（天）' }).fill('7')
    await dialog.getByRole('textbox', { name: '说明' }).fill('本周内补划并发布。')
    await dialog.getByRole('button', { name: '督办' }).click()
    await dialog.getByText('本周内补划并发布。').waitFor()
    expect(await faultsOf(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByText('已下达督办').waitFor()
    await table.getByRole('row', { name: /新建小区.*督办，限/ }).waitFor()

    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const boxes = [...pdf.matchAll(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) =>
      [width, height].map((points) => Math.round((Number(points) * 25.4) / 72)),
    )
    expect(boxes.length).toBeGreaterThan(0)
    for (const box of boxes) expect(box).toEqual([297, 210])

    await page.getByText('地图', { exact: true }).click()
    await page.getByRole('combobox', { name: '里程碑' }).selectOption('账号开通')
    await page.getByRole('button', { name: /查看柏乡镇的计划/ }).click()
    await expect.poll(() => page.url()).toContain(`area=${TOWNSHIP}`)

    await page.context().clearCookies()
    await signInAs(page, site.url, `manager-${TOWNSHIP}`, DEMO_PASSWORD)
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`${site.url}/evaluation/plan?lang=en`)
    await page.getByRole('rowheader', { name: 'Accounts ready' }).waitFor({ timeout: 60_000 })
    expect(await page.getByRole('button', { name: /Begin from a template|Add a milestone/ }).count()).toBe(0)
    await page.getByRole('button', { name: /^Devices handed out/ }).click()
    await dialog.getByText('confirmed by manager-').waitFor()
    expect(await dialog.getByRole('button', { name: /Supervise|Withdraw|Change/ }).count()).toBe(0)
    expect(await faultsOf(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
  })
})
