import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

// Software graphics draw about a frame a second here.
vi.setConfig({ testTimeout: 180_000 })

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type Axe = {
  run(options: object): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>
}

const SIZES = [
  [1920, 1080],
  [2560, 1080],
  [3840, 1080],
  [1080, 1920],
] as const

/** Texts under 1/54 of the wall's height, and what would take the focus. */
function faultsOfView(page: Page): Promise<{ small: string[]; focusable: number; overlap: boolean }> {
  return page.evaluate(() => {
    const wall = document.querySelector('.wall')!
    const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT)
    const small: string[] = []
    while (walker.nextNode()) {
      const { parentElement, textContent } = walker.currentNode
      const size = Number.parseFloat(getComputedStyle(parentElement!).fontSize)
      if (textContent!.trim() !== '' && size < wall.clientHeight / 54 - 0.1)
        small.push(`${size} ${textContent}`)
    }
    const focusable = [...wall.querySelectorAll('a, button, input, summary, [tabindex]')].filter(
      (element) => element.closest('[inert]') === null,
    ).length
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
    return { small, focusable, overlap: scrollWidth > clientWidth || scrollHeight > clientHeight }
  })
}

describeInBrowser('the wall', ({ siteUrl, newPage }) => {
  const wait = { timeout: 90_000 }
  beforeAll(siteUrl, 300_000)

  it('is readable in every shape, has nothing for hands, and hears nothing serious from axe', async () => {
    const page = await newPage({
      account: 'leader',
      viewport: { width: 1920, height: 1080 },
      reducedMotion: 'reduce',
      bypassCSP: true,
    })
    await page.goto(`${await siteUrl()}/wall?lang=zh`)
    await page.getByRole('heading', { level: 1, name: '柏乡县' }).waitFor(wait)
    await page.getByText('今日上报').first().waitFor(wait)
    await page.getByText('合成演示数据').waitFor(wait)
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      await expect.poll(() => page.locator('.figures dd.value').count(), wait).toBe(6)
      const name = `${width} × ${height}`
      await expect
        .poll(() => faultsOfView(page), { ...wait, message: name })
        .toEqual({ small: [], focusable: 0, overlap: false })
    }
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
