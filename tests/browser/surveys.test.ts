import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('surveys', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 300_000)
  afterAll(() => site.stop())

  async function open(account: string, query: string): Promise<Page> {
    const page = await newPage({ account: null })
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    await page.goto(`${site.url}/evaluation/surveys?lang=zh${query}`)
    await page.getByRole('heading', { name: '问卷调查', exact: true }).waitFor({ timeout: 60_000 })
    return page
  }

  it('are planned and drawn, asked on paper and by code, and shown', async () => {
    const analyst = await open('analyst', '&part=field')
    // The demonstration county's own is under way but for the first weeks of a quarter, in which it is planned.
    const running = () => analyst.getByRole('row').filter({ hasText: '进行中' }).count()
    await analyst.getByRole('row').nth(1).waitFor()
    const before = await running()
    await analyst.getByRole('button', { name: '制定调查计划' }).click()
    await analyst.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    const planned = analyst.getByRole('row').filter({ hasText: '计划中' }).first()
    await planned.getByRole('button', { name: '抽样' }).click()
    await analyst.getByRole('dialog').getByRole('button', { name: '抽样' }).click()
    await expect.poll(running).toBe(before + 1)
    const quarter = await analyst
      .getByRole('row')
      .filter({ hasText: '进行中' })
      .first()
      .getByRole('button')
      .first()
      .innerText()
    await analyst.getByRole('button', { name: quarter, exact: true }).click()
    await analyst
      .getByRole('button', { name: /^抽样记录/ })
      .first()
      .click()
    await analyst.getByText('用留存的种子重新抽样，结果一致。').waitFor()

    const [, year, number] = /^(\d{4})年第(\d)季度$/.exec(quarter)!
    const manager = await open('manager-130524100', `&part=field&quarter=${year}-Q${number}`)
    await manager
      .getByRole('button', { name: /^打印入户单/ })
      .first()
      .click()
    await manager.getByText('答题码只显示这一次').waitFor()
    const codes = manager.locator('td code')
    await expect.poll(() => codes.count()).toBeGreaterThan(2)
    expect(await manager.locator('td svg').count()).toBe(await codes.count())
    const code = await codes.first().innerText()

    const household = await newPage({ account: null, viewport: { width: 390, height: 844 }, forgiven: /404/ })
    await household.goto(`${site.url}/survey?lang=zh#${code}`)
    await household.getByText('不知道', { exact: true }).click()
    await household.getByText('满意', { exact: true }).click()
    await household.getByRole('button', { name: '提交' }).click()
    await household.getByText('谢谢！您的回答已计入。').waitFor()
    await household.getByText(/^上次调查结果：/).waitFor()
    expect(household.url()).not.toContain(code)
    // Once is all that a code is good for.
    await household.goto(`${site.url}/survey?lang=zh&again=1#${code}`)
    await household.getByText('这个答题码无效').waitFor()

    await manager.getByRole('button', { name: '返回' }).click()
    await manager
      .getByRole('button', { name: /^录入答卷/ })
      .first()
      .click()
    const dialog = manager.getByRole('dialog')
    const type = async (numbers: readonly number[]) => {
      const fields = dialog.getByRole('spinbutton')
      for (const [i, value] of numbers.entries()) await fields.nth(i).fill(String(value))
    }
    await type([2, 1, 1, 2, 0, 2, 0])
    await dialog.getByRole('button', { name: '再录一遍' }).click()
    await type([2, 1, 1, 2, 0, 1, 1])
    await dialog.getByText('两遍不一致：请核对标出的数字。').waitFor()
    await type([2, 1, 1, 2, 0, 2, 0])
    await dialog.getByRole('button', { name: '保存' }).click()
    await manager.getByText('答卷已录入').waitFor()
    await expect.poll(() => manager.getByTitle('纸质 2，扫码 1').first().innerText()).toBe('3')

    await manager.getByRole('radio', { name: '结果' }).check({ force: true })
    await manager.getByText('调查仍在进行，数字会继续变化。').waitFor()
    await manager.getByRole('radio', { name: '群众参与' }).check({ force: true })
    await manager.getByRole('columnheader', { name: '按时答复' }).waitFor()
  })
})
