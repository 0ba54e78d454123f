import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'
import { readPdf } from '../support/read-pdf.ts'

vi.setConfig({ testTimeout: 120_000 })

const TOWNSHIP = '130524100'
const EXACT = { exact: true }

describeInBrowser('the evaluation of a quarter', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 300_000)
  afterAll(() => site.stop())

  async function open(account: string, address: string): Promise<Page> {
    const page = await newPage({ account: null })
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    await page.goto(`${site.url}/evaluation/${address}`)
    return page
  }
  const tenths = (texts: string[]) => texts.map((text) => Math.round(Number(text) * 10))

  it('orders by keyboard, adds up in sight, is frozen with a proof, and is appealed against', async () => {
    const supervisor = await open('supervisor', 'scorecards?lang=zh')
    const quarters = supervisor.getByRole('combobox', { name: '季度', exact: true })
    await quarters.waitFor({ timeout: 60_000 })
    const ended = quarters.locator('option', { hasText: '待结季' }).first()
    const quarter = (await ended.getAttribute('value'))!
    await quarters.selectOption(quarter)
    const score = supervisor.getByRole('columnheader', { name: '得分' })
    await score.getByRole('button').press('Enter')
    await expect.poll(() => score.getAttribute('aria-sort')).toBe('descending')
    await score.getByRole('button').press('Enter')
    await expect.poll(() => score.getAttribute('aria-sort')).toBe('ascending')
    const scoresNow = async () => tenths(await supervisor.locator('td.score').allInnerTexts())
    await expect.poll(async () => (await scoresNow()).length).toBe(6)
    const scores = await scoresNow()
    expect(scores).toEqual(scores.toSorted((a, b) => a - b))

    await supervisor.getByRole('button', { name: '柏乡镇', exact: true }).click()
    // The sum waits until the card is there.
    const [sum] = tenths([await supervisor.locator('tfoot td').nth(1).innerText()])
    const points = tenths(await supervisor.locator('td.points').allInnerTexts())
    expect(points.length).toBeGreaterThan(4)
    expect(points.reduce((total, part) => total + part, 0)).toBe(sum)
    await supervisor.getByRole('button', { name: /^[\d,]+ 按期结案率，分母：/ }).click()
    const dialog = supervisor.getByRole('dialog')
    const link = dialog.getByRole('link').first()
    expect(await link.getAttribute('href')).toMatch(/^\/incidents\?incident=\d+$/)
    await supervisor.keyboard.press('Escape')

    await supervisor.getByRole('button', { name: '结季…' }).click()
    await dialog.getByText('还缺什么').waitFor()
    await dialog.getByRole('button', { name: '结季并冻结' }).click()
    await supervisor.getByText(/由 supervisor 于 .* 结季/).waitFor({ timeout: 30_000 })
    await supervisor.getByRole('button', { name: '校验' }).click()
    await supervisor.getByText('校验相符').waitFor({ timeout: 30_000 })

    const manager = await open(
      `manager-${TOWNSHIP}`,
      `scorecards?lang=zh&quarter=${quarter}&card=${TOWNSHIP}`,
    )
    await manager.getByRole('button', { name: '对按期结案率申诉' }).click({ timeout: 60_000 })
    await manager.getByRole('dialog').getByLabel('理由').fill('停电缓办，不应计入。')
    await manager.getByRole('dialog').getByRole('button', { name: '提交申诉' }).click()
    await manager.getByRole('dialog').waitFor({ state: 'detached' })
    await manager.getByRole('radio', { name: /^申诉/ }).check({ force: true })
    await manager.getByText('停电缓办，不应计入。').waitFor()
    expect(await manager.getByRole('button', { name: '决定…' }).count()).toBe(0)

    const leader = await open('leader', 'scorecards?lang=zh&show=appeals')
    // The demonstration county has appeals of its own.
    const made = leader.getByRole('article').filter({ hasText: '停电缓办，不应计入。' })
    await made.getByRole('button', { name: '决定…' }).click({ timeout: 60_000 })
    const deciding = leader.getByRole('dialog')
    await deciding.getByRole('radio', { name: '成立', exact: true }).check({ force: true })
    const frozen = Number(await deciding.getByLabel('分子', EXACT).inputValue())
    await deciding.getByLabel('分子', EXACT).fill(String(frozen - 1))
    await deciding.getByLabel('决定的理由').fill('核对属实。')
    await deciding.getByRole('button', { name: '作出决定' }).click()
    await made.getByText(/leader 于 .* 决定：成立/).waitFor()
    await leader.goto(`${site.url}/evaluation/scorecards?lang=zh&show=corrections&quarter=${quarter}`)
    await leader.getByText('核对属实。').waitFor({ timeout: 60_000 })
  })

  it('is weighed by a scheme that adds up, looked at before it is kept', async () => {
    const analyst = await open('analyst', 'scorecards?lang=en&show=scheme')
    const [more, less] = ['Closed', 'Rework'].map((name) => analyst.getByLabel(name, EXACT))
    await more!.waitFor({ timeout: 60_000 })
    const [most, least] = await Promise.all(
      [more!, less!].map(async (field) => Number(await field.inputValue())),
    )
    await more!.fill(String(most! + 5))
    await analyst.getByText('They add up to 105: 5 too many.').waitFor()
    expect(await analyst.getByRole('button', { name: 'Preview' }).isDisabled()).toBe(true)
    await less!.fill(String(least! - 5))
    await analyst.getByText('They add up to 100.').waitFor()
    await analyst.getByLabel('Note').fill('Closing matters more')
    const save = analyst.getByRole('button', { name: 'Save as a new version' })
    expect(await save.isDisabled()).toBe(true)
    await analyst.getByRole('button', { name: 'Preview' }).click()
    await analyst.getByRole('columnheader', { name: 'New score' }).waitFor({ timeout: 30_000 })
    await save.click()
    await analyst.getByRole('columnheader', { name: /Closing matters more/ }).waitFor({ timeout: 30_000 })
  })

  it('is reported on one sheet of A4 in either language, and on one picture of 16:9', async () => {
    const page = await open('leader', 'report?lang=zh')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const sheets = [
      { lang: 'zh', title: '柏乡县网格服务管理季报', text: '主要指标' },
      { lang: 'en', title: 'Baixiang County: quarterly report on grid management', text: 'Main figures' },
    ]
    for (const { lang, title, text } of sheets) {
      await page.goto(`${site.url}/evaluation/report?lang=${lang}`)
      await page.getByRole('heading', { name: title }).waitFor({ timeout: 60_000 })
      // Where motion is reduced, a transition of a moment hid what each smaller size came to, and the letters became tiny.
      const fit = () => page.locator('.sheet').evaluate((sheet) => sheet.style.getPropertyValue('--fit'))
      await expect.poll(async () => Number(await fit())).toBeGreaterThanOrEqual(0.78)
      const pages = readPdf(await page.pdf({ preferCSSPageSize: true, printBackground: true }))
      expect(pages).toHaveLength(1)
      expect(pages[0]).toMatchObject({ widthMm: 210, heightMm: 297 })
      expect(pages[0]!.text).toContain(title)
      expect(pages[0]!.text).toContain(text)
    }
    await page.goto(`${site.url}/evaluation/report?lang=en&layout=slide`)
    const stage = page.locator('.stage')
    await stage.waitFor({ timeout: 60_000 })
    const { width, height } = (await stage.boundingBox())!
    expect(width / height).toBeCloseTo(16 / 9, 1)
    const slide = stage.locator('.slide')
    const isCut = () => slide.evaluate((shown) => shown.scrollHeight > shown.clientHeight + 1)
    await expect.poll(isCut, { message: 'something is below the edge of the picture' }).toBe(false)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.url()).not.toContain('slide')
  })
})
