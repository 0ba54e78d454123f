import { beforeAll, expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('the list of duties and training', ({ siteUrl, newPage }) => {
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)

  it('is written, compared and published from a day to come; a session gets its results from pasted codes', async () => {
    // A list may begin up to a year ahead.
    const inTenMonths = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10)
    const page = await newPage()
    await page.goto(`${await siteUrl()}/evaluation/duties?lang=zh`)
    await page.getByRole('row', { name: /安全隐患/ }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: '编写清单' }).click()
    const words = page.getByLabel('网格员职责（中文）')
    await words.fill('只看消防通道，发现堵塞拍照上报。')
    await page.getByText('有未保存的修改').waitFor()
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText(/admin 于 .* 保存/).waitFor()
    await page.getByText('对比', { exact: true }).click()
    await page.getByText('新增 0 类，去掉 0 类，修改 1 类').waitFor()
    await page.getByRole('button', { name: '公布…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('施行日期').fill(inTenMonths)
    await dialog.getByRole('button', { name: '公布' }).click()
    // It is looked at, but the one before is in force until that day.
    await page.getByText('只看消防通道，发现堵塞拍照上报。').waitFor()
    const choice = page.getByLabel('查看版本')
    await expect
      .poll(() => choice.locator('option').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^第 3 版 .* 待施行$/),
        expect.stringMatching(/^第 2 版 .* 现行$/),
        expect.stringMatching(/^第 1 版 .* 已被替代$/),
      ])

    // Each course is held once a quarter. Those to come stand first: the last one, of a year in which a quarter is over, has been.
    const year = new Date(Date.now() - 92 * 86_400_000).getUTCFullYear()
    await page.goto(`${await siteUrl()}/evaluation/training?lang=en&year=${year}&township=130524100`)
    const sessions = page.locator('.months li button', { hasText: 'Briefing on the list of duties' })
    await sessions.last().click({ timeout: 60_000 })
    await page.getByRole('heading', { name: 'List and results' }).waitFor()
    // Nobody is called unknown before it is known who there is.
    let goOn!: () => void
    const held = new Promise<void>((resolve) => (goOn = resolve))
    await page.route('**/api/operators?*', async (route) => {
      await held
      await route.continue()
    })
    await page.getByRole('button', { name: 'Enter', exact: true }).click()
    await dialog.getByText('Paste codes').click()
    await dialog.locator('textarea').fill('WG-100-001，wg-100-002\nNOBODY')
    await dialog.getByLabel('All of them are').selectOption('absent')
    expect(await dialog.getByRole('button', { name: 'Put into the table' }).isDisabled()).toBe(true)
    goOn()
    await dialog.getByRole('button', { name: 'Put into the table' }).click()
    await dialog.getByText('There are no such codes, or they are not yours to manage: NOBODY').waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(() => page.getByRole('row', { name: /WG-100-00[12]/ }).allInnerTexts())
      .toEqual([expect.stringContaining('absent'), expect.stringContaining('absent')])
  })
})
