import type { Page } from 'playwright-core'
import { beforeAll, expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'
import { countDistinctColours, pixelsOf } from '../support/pixels.ts'

// Software graphics draw about a frame a second here.
vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('Explore', ({ siteUrl, newPage }) => {
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)

  async function open(query: string, options: Parameters<typeof newPage>[0] = {}): Promise<Page> {
    const page = await newPage({ reducedMotion: 'reduce', ...options })
    await page.goto(`${await siteUrl()}/?lang=en${query}`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page
      .getByRole('rowheader', { name: 'Total' })
      .or(page.getByText('Latest incidents'))
      .first()
      .waitFor()
    return page
  }
  const title = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
  const wait = { timeout: 60_000 }

  it('drills from the county to a grid and back up, and keeps in the address where a person zooms to', async () => {
    const page = await open('')
    expect(await title(page)).toBe('Baixiang County')
    for (const name of [/^Longhua Town$/, /Village$/, /Grid 1$/]) {
      await page.getByRole('rowheader', { name }).first().getByRole('button').click()
      await page.waitForFunction(
        (source) => new RegExp(source).test(document.querySelector('h1')?.textContent ?? ''),
        name.source,
        wait,
      )
    }
    await page.getByText('Latest incidents').waitFor(wait)
    await page.locator('body').press('Escape')
    await page.waitForFunction(
      () => document.querySelector('h1')?.textContent?.endsWith('Village'),
      null,
      wait,
    )
    await page.getByRole('navigation').getByRole('button', { name: 'Baixiang County' }).click()
    await page.waitForFunction(
      () => document.querySelector('h1')?.textContent === 'Baixiang County',
      null,
      wait,
    )
    expect(new URL(page.url()).searchParams.get('area')).toBeNull()
    await page.getByRole('button', { name: 'Zoom in', exact: true }).click(wait)
    await expect.poll(() => new URL(page.url()).searchParams.get('camera'), wait).not.toBeNull()
  })

  it('opens what a link names: area, figure, level and layers', async () => {
    const page = await open('&area=130524103&figure=onTime&level=grid&layers=hexagons')
    expect(await title(page)).toBe('Longhua Town')
    expect(await page.getByRole('combobox', { name: 'Colour areas by' }).inputValue()).toBe('onTime')
    expect(await page.getByRole('radio', { name: 'Grids' }).isChecked()).toBe(true)
    expect(await page.getByRole('button', { name: 'Hexagons' }).getAttribute('aria-pressed')).toBe('true')
    expect(await page.getByRole('button', { name: 'Points' }).getAttribute('aria-pressed')).toBe('false')
  })

  it('adds up, and switches language at once, in both of which it says that the data is a demonstration', async () => {
    const page = await open('')
    const table = page.getByRole('table').filter({ has: page.getByRole('rowheader', { name: 'Total' }) })
    // In one look: another test of this site may report something meanwhile, which comes in by itself.
    const { rows, totals } = await table.evaluate((shown) => {
      const counts = (cells: string) =>
        [...shown.querySelectorAll(cells)].map((cell) => Number(cell.textContent!.replaceAll(',', '')))
      return { rows: counts('tbody tr td:nth-child(2)'), totals: counts('tfoot tr td:nth-child(2)') }
    })
    const sum = rows.reduce((all, count) => all + count, 0)
    const [notLocated, total] = totals
    expect(total).toBeGreaterThan(1000)
    expect(sum + notLocated!).toBe(total)

    await page.getByText('Demonstration data').waitFor()
    await page.getByRole('button', { name: '切换为中文' }).click()
    await page.getByText('演示数据').waitFor()
    expect(await title(page)).toBe('柏乡县')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    expect(new URL(page.url()).searchParams.get('lang')).toBe('zh')
  })

  it('draws areas and points, and points again after the graphics context was lost', async () => {
    const page = await open('&layers=points')
    const canvas = page.locator('#deckgl-overlay')
    await page.waitForFunction(() => document.querySelectorAll('canvas').length >= 2, null, wait)
    const drawn = async () => countDistinctColours(await pixelsOf(page))
    await expect.poll(drawn, wait).toBeGreaterThan(40)
    await page.evaluate(() => {
      for (const canvas of document.querySelectorAll<HTMLCanvasElement>('canvas')) {
        const gl = canvas.getContext('webgl2')
        gl?.getExtension('WEBGL_lose_context')?.loseContext()
        setTimeout(() => gl?.getExtension('WEBGL_lose_context')?.restoreContext(), 0)
      }
    })
    await expect.poll(drawn, wait).toBeGreaterThan(40)
    // Boundaries alone are as colourful: the points have a canvas of their own, which must be a living one again.
    const lost = () =>
      canvas.evaluate((node) => (node as HTMLCanvasElement).getContext('webgl2')?.isContextLost())
    await expect.poll(lost, wait).toBe(false)
  })

  it('opens the incident of a link and closes it with the mouse', async () => {
    const url = await siteUrl()
    const query = 'area=130524103&limit=1&state=handling'
    const page = await newPage({ reducedMotion: 'reduce' })
    const { items } = (await (await page.request.get(`${url}/api/incidents?${query}`)).json()) as {
      items: { id: number; title: string }[]
    }
    await page.goto(`${url}/?lang=en&area=130524103&incident=${items[0]!.id}`)
    await page.getByRole('heading', { name: items[0]!.title }).waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('incident')).toBeNull()
  })

  it('keeps long English names and columns inside the panel', async () => {
    const page = await open('&level=grid&figure=perOperator', { viewport: { width: 1280, height: 720 } })
    const overflow = await page.evaluate(() =>
      [...document.querySelectorAll('aside *')]
        .filter(
          (element) => !element.closest('.visually-hidden') && element.scrollWidth > element.clientWidth + 1,
        )
        .filter((element) => getComputedStyle(element).overflowX === 'auto')
        .map((element) => element.className),
    )
    expect(overflow).toEqual([])
  })

  it('shows a township manager the own township as all there is', async () => {
    const page = await open('&area=130524100', { account: 'manager-130524103' })
    expect(await title(page)).toBe('Longhua Town')
    await page.getByText(/is not yours/).waitFor()
    await page.keyboard.press('Escape')
    expect(await title(page)).toBe('Longhua Town')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/Name or code/).fill('Neibu')
    await page.getByText('Nothing found').waitFor(wait)
  })

  it('lets an operator of several grids choose among them', async () => {
    const page = await open('', { account: 'operator-130524103' })
    const first = await title(page)
    expect(first).toMatch(/Grid \d+$/)
    await page.getByRole('combobox', { name: 'My areas' }).selectOption({ index: 1 })
    await expect.poll(() => title(page), wait).not.toBe(first)
    await page.getByText('Latest incidents').waitFor(wait)
  })

  it('plays time, and keys move the window', async () => {
    const page = await open('')
    const start = page.getByRole('slider', { name: 'Start' })
    // Until the incidents are there, the time bar is no longer than the window, which cannot move.
    const numbers = () =>
      Promise.all(['aria-valuemin', 'aria-valuenow'].map((name) => start.getAttribute(name)))
    await expect.poll(async () => new Set(await numbers()).size, wait).toBe(2)
    const before = await start.getAttribute('aria-valuenow')
    await start.press('ArrowLeft')
    await expect.poll(() => start.getAttribute('aria-valuenow')).not.toBe(before)
    await page.getByRole('button', { name: 'Play' }).click()
    const moving = await start.getAttribute('aria-valuenow')
    await expect.poll(() => start.getAttribute('aria-valuenow'), wait).not.toBe(moving)
    await page.getByText('figures wait until playing stops').waitFor(wait)
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('figures wait until playing stops').waitFor({ ...wait, state: 'hidden' })
    expect(new URL(page.url()).searchParams.get('from')).not.toBeNull()
    await page.getByRole('button', { name: 'Live' }).click()
    await expect.poll(() => new URL(page.url()).searchParams.get('from')).toBeNull()
  })

  it('shows an incident that is chosen far down in the list', async () => {
    const viewport = { width: 1280, height: 600 }
    const asking = await newPage()
    const recent = await asking.request.get(`${await siteUrl()}/api/incidents?area=130524103&limit=1`)
    const { items } = (await recent.json()) as { items: { area: string }[] }
    const page = await open(`&area=${items[0]!.area}`, { viewport })
    const latest = page.locator('section', { has: page.getByRole('heading', { name: 'Latest incidents' }) })
    await latest.locator('li button').last().click(wait)
    await expect.poll(() => new URL(page.url()).searchParams.get('incident')).not.toBeNull()
    await page.waitForFunction(() => {
      const card = document.querySelector('.card')?.getBoundingClientRect()
      return card && card.top >= 0 && card.top < innerHeight
    })
  })

  it('keeps the lengths of time and Live within the time bar on a phone and on a tablet', async () => {
    const page = await open('', { viewport: { width: 390, height: 844 } })
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 820, height: 1180 },
    ]) {
      await page.setViewportSize(viewport)
      const bar = (await page.getByRole('region', { name: 'Time', exact: true }).boundingBox())!
      expect(bar.width).toBeLessThanOrEqual(viewport.width)
      for (const part of [
        page.getByText('All', { exact: true }).last(),
        page.getByRole('button', { name: 'Live' }),
      ]) {
        const box = (await part.boundingBox())!
        expect(box.x).toBeGreaterThanOrEqual(bar.x)
        expect(box.x + box.width).toBeLessThanOrEqual(bar.x + bar.width)
      }
    }
  })

  it('finds an area by its name from the keyboard, and begins every search anew', async () => {
    const page = await open('')
    await page.keyboard.press('Control+k')
    const field = page.getByPlaceholder(/Name or code/)
    await field.fill('Neibu')
    await page.keyboard.press('Escape')
    await field.waitFor({ state: 'hidden' })
    await page.keyboard.press('Control+k')
    expect(await field.inputValue()).toBe('')
    await field.fill('Neibu')
    await page
      .getByRole('option', { name: /^Neibu Township/ })
      .first()
      .waitFor(wait)
    await page.keyboard.press('Enter')
    await page.waitForFunction(
      () => document.querySelector('h1')?.textContent?.startsWith('Neibu'),
      null,
      wait,
    )
  })
})
