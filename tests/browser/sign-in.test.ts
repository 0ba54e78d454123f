import { beforeAll, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('signing in', ({ siteUrl, newPage }) => {
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)

  it('asks who is there, says in both languages when it is nobody we know, and lets in and out', async () => {
    const page = await newPage({ account: null, forgiven: /401 \(Unauthorized\)/ })
    await page.goto(`${await siteUrl()}/?lang=zh`)
    await page.getByLabel('用户名').fill('leader')
    await page.getByLabel('密码', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.getByText('用户名或密码不对。').waitFor()
    await page.getByLabel('密码', { exact: true }).fill('wangge-demo')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: '柏乡县' }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: '账号：leader' }).click()
    await page.getByText('县领导').waitFor()
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.getByLabel('用户名').waitFor()
  })

  it('lets in with one click for every role of the demonstration', async () => {
    const page = await newPage({ account: null })
    await page.goto(`${await siteUrl()}/?lang=en`)
    for (const role of ['County leader', 'Dispatcher', 'Supervisor', 'Analyst', 'Administrator']) {
      await page.getByRole('button', { name: role, exact: true }).waitFor({ timeout: 60_000 })
    }
    await page
      .getByRole('listitem')
      .filter({ hasText: 'Longhua Town' })
      .getByRole('button', { name: 'Township manager' })
      .click()
    await page.getByRole('heading', { level: 1, name: 'Longhua Town' }).waitFor({ timeout: 60_000 })
  })
})
