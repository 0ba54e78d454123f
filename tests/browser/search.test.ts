import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 120_000 })

// A site of its own: what one test keeps would be in the list of another.
describeInBrowser('the search for incidents', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 180_000)
  afterAll(() => site.stop())

  async function at(account: string, query: string, forgiven?: RegExp): Promise<Page> {
    const page = await newPage({
      account: null,
      reducedMotion: 'no-preference',
      ...(forgiven ? { forgiven } : {}),
    })
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    await page.goto(`${site.url}/incidents?all=1&${query}`)
    await page.getByRole('searchbox').waitFor({ timeout: 60_000 })
    return page
  }
  const asked = (page: Page) => new URL(page.url()).searchParams.toString()

  it('chooses deadlines, which a link says again', async () => {
    const page = await at('dispatcher', 'lang=en')
    const rows = page.locator('aside li')
    await page.getByLabel('Deadline').selectOption('overdue')
    await expect.poll(() => asked(page)).toContain('due=overdue')
    await expect
      .poll(async () => {
        const texts = await rows.allInnerTexts()
        return texts.length > 0 && texts.every((text) => text.includes('overdue by'))
      })
      .toBe(true)
    await page.getByLabel('Deadline').selectOption('range')
    await page.getByLabel('First day').fill('2026-11-10')
    await page.getByLabel('Last day').fill('2026-11-12')
    await expect.poll(() => asked(page)).toContain('due=range&dueFrom=2026-11-10&dueTo=2026-11-12')
    // The first day takes the last with it.
    await page.getByLabel('First day').fill('2026-11-20')
    await expect.poll(() => page.getByLabel('Last day').inputValue()).toBe('2026-11-20')
    await page.reload()
    await expect.poll(() => page.getByLabel('First day').inputValue()).toBe('2026-11-20')
  })

  it('keeps a search, which is there on another machine, changes, and goes', async () => {
    const page = await at('supervisor', 'lang=zh&due=range&dueFrom=2026-11-01&dueTo=2026-11-30&state=open')
    await page.getByRole('button', { name: '存为常用查询' }).click()
    await page.getByLabel('名称').fill('十一月到期')
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '十一月到期', pressed: true }).waitFor()

    const other = await at('supervisor', 'lang=zh')
    await other.getByRole('button', { name: '十一月到期', pressed: false }).click()
    await expect
      .poll(() => asked(other))
      .toContain('state=open&due=range&dueFrom=2026-11-01&dueTo=2026-11-30')
    await other.getByLabel('类别').selectOption('03')
    await other.getByRole('button', { name: '存为常用查询' }).click()
    // The one that was opened is offered to be replaced.
    await other.getByRole('button', { name: '覆盖' }).click()
    await other.getByRole('button', { name: '十一月到期', pressed: true }).waitFor()
    await other.getByRole('button', { name: '管理' }).click()
    await other.getByLabel('“十一月到期”的名称').fill('十一月环境卫生')
    await other.getByRole('button', { name: '改名' }).click()
    await other.getByRole('button', { name: '删除“十一月环境卫生”' }).click()
    await other.getByRole('button', { name: '确认删除“十一月环境卫生”' }).click()
    await other.getByRole('dialog').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('button', { name: '存为常用查询' }).waitFor()
    expect(await page.getByRole('button', { name: /十一月/ }).count()).toBe(0)
  })

  it('exports a workbook of what is shown', async () => {
    const page = await at('manager-130524103', 'lang=zh&state=open')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Excel' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^incidents-\d{4}-\d\d-\d\d\.xlsx$/)
    const [header, ...rows] = await readSheet(readFileSync(await download.path()))
    expect(header!.slice(0, 2)).toEqual(['编号', '标题'])
    expect(rows.length).toBeGreaterThan(5)
    await page.getByText(`共 ${rows.length} 件`).waitFor()
    const shown = await page.locator('aside li .title').first().innerText()
    expect(shown.trim()).toBe(rows[0]![1])
  })

  it('says how far an export is, and saves nothing of one that is cancelled or breaks off', async () => {
    const page = await at('analyst', 'lang=en', /Failed to load resource|ERR_/)
    let saved = 0
    page.on('download', () => (saved += 1))
    // A slow network: what comes is held back, and then broken off.
    await page.evaluate(() => {
      const real = window.fetch
      // For as long as the page is there: the second piece may come later than the word to go on.
      const going = new Promise((resolve) => addEventListener('go', resolve, { once: true }))
      window.fetch = async (input, init) => {
        const response = await real(input, init)
        if (!String(input).includes('/export?')) return response
        let pieces = 0
        const slow = new TransformStream<Uint8Array, Uint8Array>({
          async transform(piece, controller) {
            pieces += 1
            if (pieces === 1) return controller.enqueue(piece)
            await going
            controller.error(new Error('broken off'))
          },
        })
        return new Response(response.body!.pipeThrough(slow), { headers: response.headers })
      }
    })
    await page.getByRole('button', { name: 'CSV' }).click()
    await page.getByText(/^[\d,]+ of [\d,]+ · /).waitFor()
    expect(await page.getByRole('progressbar').getAttribute('max')).toMatch(/^\d{4,}$/)
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'CSV' }).click()
    await page.getByText(/^[\d,]+ of [\d,]+ · /).waitFor()
    await page.evaluate(() => dispatchEvent(new Event('go')))
    await page.getByRole('alert').filter({ hasText: 'The export broke off after' }).waitFor()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('button', { name: 'Excel' }).waitFor()
    expect(saved).toBe(0)
  })

  it('that finds nothing shows the way back to all', async () => {
    const page = await at('dispatcher', 'lang=zh&q=没有这样的事')
    await page.getByRole('button', { name: '显示全部事件' }).click()
    await page.locator('aside li').first().waitFor()
    expect(asked(page)).toBe('lang=zh&all=1')
  })
})
