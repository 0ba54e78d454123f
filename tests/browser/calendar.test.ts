import { beforeAll, expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

vi.setConfig({ testTimeout: 120_000 })

// Years that no other test looks at.
describeInBrowser('the working calendar', ({ siteUrl, newPage }) => {
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)

  it('is set by keyboard, changed in the list, and taken back', async () => {
    const page = await newPage()
    await page.goto(`${await siteUrl()}/calendar?lang=zh&year=2035`)
    const day = (date: string) => page.locator(`[data-date="${date}"]`)
    /** What is seen of a day: its number, and the sign that is drawn behind it. */
    const seen = async (date: string) => {
      const sign = (mark: Element) => getComputedStyle(mark, '::after').content
      return `${await day(date).innerText()} ${await day(date).locator('.mark').evaluate(sign)}`
    }
    await day('2035-01-01').focus({ timeout: 60_000 })
    for (const key of ['PageDown', 'ArrowDown', 'Shift+ArrowRight', 'Shift+ArrowRight', 'Enter'])
      await page.keyboard.press(key)
    const dialog = page.getByRole('dialog')
    await dialog.getByText('共3天').waitFor()
    await dialog.getByLabel('名称', { exact: true }).fill('春节')
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByText('2月8日周四 至 2月10日周六').waitFor()
    expect(await day('2035-02-09').getAttribute('aria-label')).toBe('2035年2月9日星期五，放假，春节')
    expect(await seen('2035-02-09')).toBe('9 "休"')

    await page.getByRole('button', { name: /^修改：2月8日周四 至 2月10日周六 春节/ }).click()
    await dialog.getByText('上班').click()
    await dialog.getByRole('button', { name: '保存' }).click()
    await expect.poll(() => seen('2035-02-10')).toBe('10 "班"')

    await day('2035-02-10').click()
    await dialog.getByText('按星期').click()
    await dialog.getByRole('button', { name: '保存' }).click()
    await page.getByText('2月8日周四 至 2月9日周五').waitFor()
    expect(await day('2035-02-10').getAttribute('aria-label')).toBe('2035年2月10日星期六，周末')
  })

  it('takes a list, names the lines that are none, and is there to read for others', async () => {
    const page = await newPage()
    await page.goto(`${await siteUrl()}/calendar?lang=en&year=2035`)
    await page.getByRole('button', { name: 'Enter a list' }).click({ timeout: 60_000 })
    const dialog = page.getByRole('dialog')
    const list = dialog.locator('textarea')
    await list.fill('2036-01-01 holiday 元旦 / New Year\n2036-13-01 holiday x')
    await dialog.getByText('Line 2: 2036-13-01 holiday x').waitFor()
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await list.fill('2036-01-01..2036-01-03 休 元旦 / New Year\n2036-01-05 班 / make-up')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Holidays and make-up days of 2036' }).waitFor()
    await page.getByText('Tue 1 Jan to Thu 3 Jan').waitFor()

    const reader = await newPage({ account: 'handler-police' })
    await reader.goto(`${await siteUrl()}/incidents?lang=en`)
    await reader.getByRole('button', { name: 'Account: handler-police' }).click({ timeout: 60_000 })
    await reader.getByRole('menuitem', { name: 'Working calendar' }).click()
    await reader.getByRole('heading', { name: 'Working calendar' }).waitFor()
    await reader.goto(`${await siteUrl()}/calendar?lang=en&year=2036`)
    await reader.getByText('Tue 1 Jan to Thu 3 Jan').waitFor({ timeout: 60_000 })
    expect(await reader.getByRole('button', { name: /Change|Enter a list|Office hours/ }).count()).toBe(0)
  })
})
