import { beforeAll, expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('accounts', ({ siteUrl, newPage }) => {
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)

  it('are added, get a role more, and their owners sign in and change the password', async () => {
    const admin = await newPage()
    await admin.goto(`${await siteUrl()}/accounts?lang=zh`)
    await admin.getByRole('button', { name: '添加账号' }).click({ timeout: 60_000 })
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('用户名').fill('browser.test')
    await dialog.getByLabel('角色').selectOption('manager')
    await dialog.getByLabel('辖区').fill('130524103')
    await dialog.getByRole('button', { name: '添加账号' }).click()
    const password = await admin.getByRole('dialog').locator('code').innerText()
    await admin.getByRole('button', { name: '已记下' }).click()
    const row = admin.getByRole('row').filter({ hasText: 'browser.test' })
    await row.getByText('乡镇负责人 · 龙华镇').waitFor()
    await row.getByRole('button', { name: '加角色' }).click()
    await dialog.getByLabel('角色').selectOption('handler')
    await dialog.locator('select').nth(1).selectOption('police')
    await dialog.getByRole('button', { name: '加角色' }).click()
    await row.getByText('处置单位人员 · 公安局').waitFor()
    // A slip of the hand puts nobody out: it is asked first.
    await row.getByRole('button', { name: '重置密码' }).click()
    await dialog.getByRole('button', { name: '取消' }).click()
    await row.getByRole('button', { name: /取消 browser.test 的角色：处置单位人员/ }).click()
    await expect.poll(() => row.getByText('处置单位人员').count()).toBe(0)

    const owner = await newPage({ account: null })
    await owner.goto(`${await siteUrl()}/?lang=en`)
    await owner.getByLabel('User name').fill('browser.test')
    await owner.getByLabel('Password', { exact: true }).fill(password)
    await owner.keyboard.press('Enter')
    await owner.getByRole('heading', { level: 1, name: 'Longhua Town' }).waitFor({ timeout: 60_000 })
    // Accounts are no business of theirs.
    expect(await owner.getByRole('link', { name: 'Accounts' }).count()).toBe(0)
    await owner.getByRole('button', { name: 'Account: browser.test' }).click()
    await owner.getByRole('menuitem', { name: 'Change password' }).click()
    await owner.getByLabel('Present password').fill(password)
    await owner.getByLabel('New password', { exact: true }).fill('a password of my own')
    await owner.getByLabel('New password again').fill('a password of my own')
    await owner.getByRole('button', { name: 'Change password' }).click()
    await owner.getByText('The password is changed').waitFor()
    await owner.getByRole('heading', { level: 1, name: 'Longhua Town' }).waitFor()
  })

  it('of people are not needed by an app: it files with a key, until that is revoked', async () => {
    const admin = await newPage()
    await admin.goto(`${await siteUrl()}/accounts?lang=en`)
    await admin.getByRole('button', { name: 'Add a key' }).click({ timeout: 60_000 })
    const dialog = admin.getByRole('dialog')
    await dialog.getByLabel('Name of the app').fill('Browser’s app')
    await dialog.getByRole('button', { name: 'Add a key' }).click()
    const key = await dialog.locator('code').innerText()
    await dialog.getByRole('button', { name: 'I have it' }).click()
    const row = admin.getByRole('row').filter({ hasText: 'Browser’s app' })
    await row.getByText('not used yet').waitFor()
    const app = await newPage({ account: null })
    const file = async () => {
      const form = { api_key: key, service_code: '0301', lat: '37.4828', long: '114.6934', description: 'x' }
      return (await app.request.post(`${await siteUrl()}/open311/v2/requests.json`, { form })).status()
    }
    expect(await file()).toBe(200)
    await row.getByRole('button', { name: 'Revoke the key of Browser’s app' }).click()
    await dialog.getByRole('button', { name: 'Revoke', exact: true }).click()
    await row.getByText('Revoked by admin').waitFor()
    expect(await row.getByText('not used yet').count()).toBe(0)
    expect(await file()).toBe(403)
  })
})
