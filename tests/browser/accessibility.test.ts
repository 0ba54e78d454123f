import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Axe = {
  run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
}

const SCREENS = [
  { name: 'county by day', query: 'lang=zh', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  {
    name: 'grid by night',
    query: 'lang=en&area=130524100001001',
    colorScheme: 'dark',
    viewport: { width: 1440, height: 900 },
  },
  {
    name: 'phone',
    query: 'lang=zh&area=130524103',
    colorScheme: 'light',
    viewport: { width: 390, height: 844 },
  },
] as const

vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('accessibility', ({ siteUrl, newPage }) => {
  it.each(SCREENS)('axe finds nothing serious: $name', async ({ query, colorScheme, viewport }) => {
    const page = await newPage({ colorScheme, viewport, reducedMotion: 'reduce', bypassCSP: true })
    await page.goto(`${await siteUrl()}/?${query}`)
    await page.locator('dl dd').first().waitFor({ timeout: 60_000 })
    await page.addScriptTag({ content: AXE })
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: Axe }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
      }),
    )
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
  })
})
