import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Axe = {
  run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
}

type Screen = {
  name: string
  /** Of the screen; the map, unless said. */
  path?: string
  query: string
  colorScheme: 'light' | 'dark'
  viewport: { width: number; height: number }
  /** Who looks; null: nobody is signed in. */
  account?: string | null
  /** What is opened first, or waited for where the screen is not the map. */
  open?: (page: Page) => Promise<void>
  /** What is opened after that on the same page, each looked at by itself. */
  afterwards?: Record<string, (page: Page) => Promise<void>>
}

const LAPTOP = { width: 1280, height: 800 }
const PHONE = { width: 390, height: 844 }

const figures = (page: Page) => page.locator('dl dd').first().waitFor({ timeout: 60_000 })

async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

async function beginDraft(page: Page): Promise<void> {
  await page.getByRole('button', { name: '新建草案' }).click({ timeout: 60_000 })
  await page.getByLabel('草案名称').fill('无障碍')
  await page.getByPlaceholder('输入名称或代码查找').fill('130524100202')
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: '开始' }).click()
  await page.getByRole('button', { name: /^划线拆分/ }).waitFor({ timeout: 60_000 })
}

const SCREENS: Screen[] = [
  {
    name: 'county by day',
    query: 'lang=zh',
    colorScheme: 'light',
    viewport: LAPTOP,
    afterwards: {
      search: async (page) => {
        await page.keyboard.press('Control+k')
        await page.getByRole('dialog').getByRole('option').first().waitFor()
      },
      'the account menu': async (page) => {
        await closeDialog(page)
        await page.getByRole('button', { name: '账号：admin' }).click()
        await page.getByRole('menuitem').first().waitFor()
      },
      keys: async (page) => {
        await page.keyboard.press('Escape')
        await page.keyboard.press('?')
        await page.getByRole('dialog').waitFor()
      },
    },
  },
  {
    name: 'county by night with every layer',
    query: 'lang=en&layers=points,heat,hexagons,cells,areas&figure=onTime&level=village',
    colorScheme: 'dark',
    viewport: LAPTOP,
  },
  {
    name: 'grid by night',
    query: 'lang=en&area=130524100001001',
    colorScheme: 'dark',
    viewport: { width: 1440, height: 900 },
  },
  { name: 'phone', query: 'lang=zh&area=130524103', colorScheme: 'light', viewport: PHONE },
  {
    name: 'grids of an operator on a phone',
    query: 'lang=zh',
    colorScheme: 'dark',
    viewport: PHONE,
    account: 'operator-130524103',
  },
  {
    name: 'an incident',
    query: 'lang=zh&incident=40000',
    colorScheme: 'light',
    viewport: LAPTOP,
    open: (page) => page.getByRole('heading', { level: 2 }).first().waitFor(),
  },
  {
    name: 'the queue and a case',
    path: 'incidents',
    query: 'lang=zh&incident=40000',
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    account: 'dispatcher',
    open: async (page) => {
      await page.getByRole('heading', { level: 2 }).first().waitFor({ timeout: 60_000 })
      await page.getByRole('checkbox').first().check()
    },
  },
  {
    name: 'the question of an action by night',
    path: 'incidents',
    query: 'lang=en',
    colorScheme: 'dark',
    viewport: { width: 1440, height: 900 },
    account: 'handler-housing',
    open: async (page) => {
      await page.locator('li button').first().click({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Ask to suspend' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'all incidents on a phone',
    path: 'incidents',
    query: 'lang=en&all=1&state=open&due=range',
    colorScheme: 'dark',
    viewport: PHONE,
    account: 'manager-130524103',
    open: (page) => page.locator('aside li').first().waitFor({ timeout: 60_000 }),
    afterwards: {
      'a search that is kept': async (page) => {
        await page.getByRole('button', { name: 'Save this search' }).click({ timeout: 60_000 })
        await page.getByRole('dialog').waitFor()
      },
    },
  },
  {
    name: 'a report on a phone',
    path: 'incidents',
    query: 'lang=zh&report=1',
    colorScheme: 'light',
    viewport: PHONE,
    account: 'operator-130524100',
    open: async (page) => {
      await page.getByRole('button', { name: '取地图中心' }).click({ timeout: 60_000 })
      await page.getByRole('status').filter({ hasText: '›' }).waitFor()
    },
  },
  {
    name: 'the accounts by night',
    path: 'accounts',
    query: 'lang=en',
    colorScheme: 'dark',
    viewport: LAPTOP,
    open: async (page) => {
      await page.getByRole('row').nth(2).waitFor({ timeout: 60_000 })
      await page.getByRole('button', { name: 'Add an account' }).click()
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'the calendar by day',
    path: 'calendar',
    query: 'lang=zh&year=2026',
    colorScheme: 'light',
    viewport: LAPTOP,
    open: (page) => page.getByRole('button', { name: /^2026年10月1日/ }).waitFor({ timeout: 60_000 }),
  },
  {
    name: 'the question for a day by night on a phone',
    path: 'calendar',
    query: 'lang=en&year=2026',
    colorScheme: 'dark',
    viewport: PHONE,
    open: async (page) => {
      await page.getByRole('button', { name: /Thursday, 1 October 2026/ }).click({ timeout: 60_000 })
      await page.getByRole('dialog').waitFor()
    },
  },
  {
    name: 'drafts and releases of boundaries by night',
    path: 'boundaries',
    query: 'lang=en',
    colorScheme: 'dark',
    viewport: LAPTOP,
    open: (page) => page.getByRole('link', { name: 'See what changed' }).first().waitFor({ timeout: 60_000 }),
  },
  {
    name: 'the vertices of a draft',
    path: 'boundaries',
    query: 'lang=zh',
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    open: async (page) => {
      await beginDraft(page)
      await page.getByText('网格', { exact: true }).last().click()
      await page.getByRole('checkbox').first().check()
      await page.getByText('顶点', { exact: true }).click()
      await page.getByRole('option').first().waitFor()
      await page.keyboard.press('s')
    },
    afterwards: {
      'the steps of a draft by night on a phone': async (page) => {
        await page.keyboard.press('Escape')
        await page.emulateMedia({ colorScheme: 'dark' })
        await page.setViewportSize(PHONE)
        await page.getByText('流程', { exact: true }).click()
        await page.getByRole('button', { name: '校验' }).waitFor()
      },
    },
  },
  {
    name: 'who is no operator, at the page of duty',
    path: 'duty',
    query: 'lang=zh',
    colorScheme: 'light',
    viewport: PHONE,
    open: (page) => page.getByRole('heading', { level: 1 }).waitFor({ timeout: 60_000 }),
  },
  { name: 'the door by day', query: 'lang=zh', colorScheme: 'light', viewport: LAPTOP, account: null },
  { name: 'the door by night', query: 'lang=en', colorScheme: 'dark', viewport: PHONE, account: null },
]

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('accessibility', ({ siteUrl, newPage }) => {
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)

  it.each(SCREENS)('axe finds nothing serious: $name', async (screen) => {
    const { path = '', query, colorScheme, viewport, account = 'admin', open, afterwards = {} } = screen
    const page = await newPage({ account, colorScheme, viewport, reducedMotion: 'reduce', bypassCSP: true })
    await page.goto(`${await siteUrl()}/${path}?${query}`)
    if (account === null) await page.locator('form').waitFor({ timeout: 60_000 })
    else if (path === '') await figures(page)
    await open?.(page)
    await page.addScriptTag({ content: AXE })
    expect(await seriousFaults(page)).toEqual([])
    for (const [name, openNext] of Object.entries(afterwards)) {
      await openNext(page)
      expect(await seriousFaults(page), name).toEqual([])
    }
  })
})

async function seriousFaults(page: Page): Promise<string[]> {
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: Axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}
