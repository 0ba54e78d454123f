import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { addAccount } from '../../server/accounts/manage.ts'
import { addOpenIdAccount } from '../../server/accounts/openid/manage.ts'
import { buildApp } from '../../server/app.ts'
import { PASSWORD } from '../support/accounts.ts'
import { ask } from '../support/ask.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { openFromTemplate } from '../support/databases.ts'
import { openProvider, settingsFor, type TestProvider } from '../support/openid-provider.ts'
import { CALLBACK } from '../support/openid-visitor.ts'
import { plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 180_000 })

describeInBrowser('signing in at a provider', ({ newPage }) => {
  const stops: (() => Promise<unknown>)[] = []
  let provider: TestProvider
  let url: string
  beforeAll(async () => {
    const { db, close } = await openFromTemplate()
    stops.push(close)
    await loadSmallCounty(db)
    await addAccount(db, 'admin', PASSWORD, { role: 'administrator', area: null })
    await addOpenIdAccount(db, 'li.na', 'li.na', { role: 'manager', area: 'A' })
    // The provider must know our address before we listen: that of a proxy, which learns of us later.
    const proxy = await TcpProxy.open(0)
    stops.push(() => proxy.close())
    url = proxy.url
    provider = await openProvider(url + CALLBACK)
    stops.push(() => provider.stop())
    const config = { ...plainConfig, publicUrl: url, openId: settingsFor(provider.issuer) }
    const app = await buildApp({ db, listen: null, config, webFolder: await ask<string>('web') })
    stops.push(() => app.close())
    proxy.target = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
  })
  afterAll(async () => {
    for (const stop of stops.toReversed()) await stop()
  })

  it('leads there with one click, back to the screen that was wanted, and out again', async () => {
    const page = await newPage({ account: null })
    await page.goto(`${url}/incidents?lang=zh`)
    await page.getByRole('link', { name: '通过县统一认证登录' }).click()
    await page.getByLabel('Who are you?').fill('li.na')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByRole('button', { name: '账号：li.na' }).click()
    expect(new URL(page.url()).pathname + new URL(page.url()).search).toContain('/incidents?lang=zh')
    await page.getByText('乡镇负责人 · A区').waitFor()
    // There is no password to change.
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(['工作日历', '退出登录'])
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    // Whoever comes next in this browser is asked who they are.
    await page.getByRole('link', { name: '通过县统一认证登录' }).click()
    await page.getByLabel('Who are you?').waitFor()
  })

  it('tells in words, in both languages, what went wrong, and keeps no trace of it in the address', async () => {
    const page = await newPage({ account: null })
    await page.goto(`${url}/?lang=en&level=village`)
    await page.getByRole('link', { name: 'Sign in with 县统一认证' }).click()
    await page.getByRole('button', { name: 'Refuse' }).click()
    await page.getByText('You did not agree at single sign-on.').waitFor()
    expect(page.url()).toBe(`${url}/?lang=en&level=village`)
    await page.getByRole('button', { name: /Switch language|切换/ }).click()
    await page.getByText('您在统一认证页面取消了登录。').waitFor()
    await page.getByRole('link', { name: '通过县统一认证登录' }).click()
    await page.getByLabel('Who are you?').fill('a-stranger')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('本系统没有与您关联的账号').waitFor()
  })

  it('is allowed by an administrator on the screen of accounts', async () => {
    const page = await newPage({ account: null })
    await signInAs(page, url, 'admin', PASSWORD)
    await page.goto(`${url}/accounts?lang=en`)
    await page.getByRole('button', { name: 'Add an account' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('User name').fill('zhou')
    await dialog.getByLabel('Role').selectOption('leader')
    await dialog.getByLabel(/without a password/).check()
    await dialog.getByRole('button', { name: 'Add an account' }).click()
    const row = page.getByRole('row').filter({ hasText: 'zhou' })
    await row.getByText('single sign-on, not used yet').waitFor()
    await row.getByRole('button', { name: 'Single sign-on' }).click()
    await dialog.getByLabel('User name at single sign-on').fill('zhou@county.example')
    await dialog.getByRole('button', { name: 'Link anew' }).click()
    await expect.poll(() => dialog.count()).toBe(0)
    await row.getByRole('button', { name: 'Single sign-on' }).click()
    await dialog.getByText('called zhou@county.example at').waitFor()
    await dialog.getByRole('button', { name: 'Undo the link' }).click()
    await expect.poll(() => row.getByText('single sign-on, not used yet').count()).toBe(0)
  })
})
