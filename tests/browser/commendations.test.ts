import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import type { OpenDatabase } from '../../server/db/connect.ts'
import { hireJury } from '../commendations/people.ts'
import { addQuarter, QUARTER } from '../commendations/quarter.ts'
import { PASSWORD } from '../support/accounts.ts'
import { ask } from '../support/ask.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { openFromTemplate } from '../support/databases.ts'
import { readPdf } from '../support/read-pdf.ts'
import { plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

vi.setConfig({ testTimeout: 120_000 })

/** The county's day, as a language writes it: a notice may bear it, and no day before objections ended. */
const today = new Date()
const dated = (language: string): string =>
  new Intl.DateTimeFormat(language, {
    dateStyle: language === 'sv-SE' ? 'short' : 'long',
    timeZone: 'Asia/Shanghai',
  }).format(today)

describeInBrowser('commendations', ({ newPage }) => {
  let database: OpenDatabase
  let app: App
  let url = ''
  beforeAll(async () => {
    database = await openFromTemplate()
    const { db } = database
    await addQuarter(db, await loadSmallCounty(db))
    app = await buildApp({ db, listen: null, config: plainConfig, webFolder: await ask<string>('web') })
    url = await app.listen({ port: 0, host: '127.0.0.1' })
    await hireJury(app, db)
  }, 180_000)
  afterAll(async () => {
    await app.close()
    await database.close()
  })

  /** Somebody else sits down at the machine, in a language. */
  async function sit(page: Page, account: string, lang: 'zh' | 'en', query = ''): Promise<void> {
    await signInAs(page, url, account, PASSWORD)
    await page.goto(`${url}/evaluation/commendations?lang=${lang}${query}`)
  }

  it('go from a nomination to a printed certificate by the roles concerned, in both languages', async () => {
    const page = await newPage({ account: null })
    const dialog = page.getByRole('dialog')
    const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click()

    await sit(page, 'manager', 'zh')
    await page.getByRole('button', { name: '提名' }).click({ timeout: 60_000 })
    await dialog.getByLabel('提名对象').fill('网格员1 · A区 (OP1)')
    await dialog.getByText('4 / 5').waitFor()
    await dialog.getByLabel('事迹', { exact: true }).fill('三处垃圾堆积不再发生。')
    await dialog.getByLabel(/事迹的英文/).fill('Three heaps of rubbish came no more.')
    await dialog.getByRole('button', { name: '报送提名' }).click()
    await page.getByRole('heading', { name: '网格员1' }).waitFor()
    await page.getByRole('list', { name: '所负责的网格' }).getByText('A1a区 A1a').waitFor()
    await page.getByRole('button', { name: /查看分子的事件：30天内/ }).click()
    await dialog.getByText('Q2').waitFor()
    await dialog.getByRole('button', { name: '关闭' }).click()

    await sit(page, 'supervisor', 'en')
    await page.getByRole('link', { name: /网格员1/ }).click()
    await press('Approve')
    await dialog.getByRole('button', { name: 'Approve' }).click()
    await press('Make public')
    await dialog.getByRole('button', { name: 'Make public' }).click()
    await press('Object')
    await dialog.getByLabel('What is not right').fill('One heap is still there.')
    await dialog.getByRole('button', { name: 'Send the objection' }).click()
    await page.getByText('One heap is still there.').waitFor()
    await press('Publicity page')
    await page.getByText('Last day for objections').waitFor()
    const [publicity, ...more] = readPdf(await page.pdf({ preferCSSPageSize: true }))
    expect(more).toEqual([])
    expect(publicity).toMatchObject({ widthMm: 210, heightMm: 297 })
    expect(publicity!.text).toContain('Three heaps of rubbish came no more.')

    await sit(page, 'leader', 'zh', '&id=1')
    expect(await page.getByRole('button', { name: '决定表彰' }).isDisabled({ timeout: 60_000 })).toBe(true)
    await page.getByText('公示期还没有结束').waitFor()

    // Whoever objected does not decide on it.
    await sit(page, 'supervisor2', 'en', '&id=1')
    await page.getByRole('button', { name: 'Decide', exact: true }).click({ timeout: 60_000 })
    await dialog.getByLabel('Reason').fill('It was taken away on Monday.')
    await dialog.getByRole('button', { name: 'Decide' }).click()
    await page.getByText('It was taken away on Monday.').waitFor()
    await sql`update commendation set publicised_on = current_date - 9, last_objection_day = current_date - 2`.execute(
      database.db,
    )

    await sit(page, 'leader', 'zh', '&id=1')
    await page.getByRole('button', { name: '决定表彰' }).click({ timeout: 60_000 })
    await dialog.getByRole('button', { name: '决定表彰' }).click()
    await press('发布通报')
    await dialog.getByLabel('文号').fill('网格办〔2026〕3号')
    await dialog.getByLabel('落款日期').fill(dated('sv-SE'))
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await page.getByText('各乡镇、各有关单位').waitFor()
    const [notice, ...rest] = readPdf(await page.pdf({ preferCSSPageSize: true }))
    expect(rest).toEqual([])
    expect(notice).toMatchObject({ widthMm: 210, heightMm: 297 })
    for (const text of [
      '网格办〔2026〕3号',
      '网格员1',
      '三处垃圾堆积不再发生。',
      dated('zh-CN'),
      '（盖章处）',
    ])
      expect(notice!.text).toContain(text)

    await sit(page, 'operator', 'en', '&part=roll')
    await page.getByRole('button', { name: /Print the certificates/ }).click({ timeout: 60_000 })
    await page.getByRole('heading', { name: 'Certificate of Commendation' }).waitFor()
    for (const [texts, next] of [
      [['Certificate of Commendation', 'Excellent operator', dated('en-GB'), 'Area C'], '切换为中文'],
      [
        ['荣誉证书', '“优秀网格员”', 'C区', QUARTER.name.slice(0, 4), '网格办〔2026〕3号-01'],
        'Switch to English',
      ],
    ] as const) {
      const certificates = readPdf(await page.pdf({ preferCSSPageSize: true }))
      expect(certificates).toHaveLength(1)
      expect(certificates[0]).toMatchObject({ widthMm: 297, heightMm: 210 })
      for (const text of texts) expect(certificates[0]!.text).toContain(text)
      await press(next)
    }
  })
})
