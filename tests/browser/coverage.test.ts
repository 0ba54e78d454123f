import type { Page } from 'playwright-core'
import { beforeAll, expect, it, vi } from 'vitest'
import { describeInBrowser } from '../support/browser.ts'

// Software graphics draw about a frame a second here.
vi.setConfig({ testTimeout: 120_000 })

describeInBrowser('Coverage on Explore', ({ siteUrl, newPage }) => {
  const wait = { timeout: 60_000 }
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)
  const parameter = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)

  it('tells a leader in one click which grids nobody has seen this week, and takes a suggestion', async () => {
    const page = await newPage({ account: 'leader', reducedMotion: 'reduce' })
    await page.goto(`${await siteUrl()}/?lang=en&layers=none`)
    const unseen = page.getByRole('button', { name: /^Grids not seen in the last 7 days/ })
    await unseen.waitFor(wait)
    const count = Number(/\((\d+)\)/.exec((await unseen.textContent())!)![1])
    expect(count).toBeGreaterThan(0)
    await unseen.click()
    const rows = page.getByRole('table', { name: 'Grids', exact: true }).locator('tbody tr')
    await expect.poll(() => rows.count(), wait).toBe(count)
    expect([parameter(page, 'level'), parameter(page, 'unseen')]).toEqual(['grid', '1'])
    for (const text of await rows.locator('td:nth-of-type(1)').allTextContents())
      expect(text === '—' || Number(text) >= 7, text).toBe(true)
    await unseen.click()
    await expect.poll(() => rows.count(), wait).toBeGreaterThan(count)

    // Those who hear the panel hear shares, not all the digits of a division.
    const hours = page.getByRole('table', { name: 'Hours with somebody in the grids' })
    expect(await hours.textContent()).not.toMatch(/\d\.\d\d/)

    const suggest = page.getByRole('button', { name: 'Suggest a visit' })
    await expect.poll(() => suggest.count(), wait).toBe(3)
    await suggest.first().click()
    await page.getByText('leader suggested a visit').waitFor(wait)
    await expect.poll(() => suggest.count(), wait).toBe(2)
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await expect.poll(() => suggest.count(), wait).toBe(3)

    // One that is none of the three could not be withdrawn by anybody.
    const api = `${await siteUrl()}/api`
    const { viewer } = await (await page.request.get(`${api}/session`)).json()
    const { items } = await (await page.request.get(`${api}/coverage/gaps?limit=4`)).json()
    const { grid, cell } = items[3]
    const headers = { 'x-csrf-token': viewer.csrf }
    const made = await page.request.post(`${api}/coverage/suggestions`, { data: { grid, cell }, headers })
    expect(made.status()).toBe(201)
    await page.reload()
    const others = page.getByText('Other suggestions that are still open (1)')
    await others.click(wait)
    await page.getByRole('button', { name: 'Withdraw' }).click()
    await others.waitFor({ ...wait, state: 'detached' })
    await page.context().close()
  })

  it('shows gaps with what they weigh, plays a day, and says who is on duty to those who send them', async () => {
    const page = await newPage({ account: 'leader', reducedMotion: 'reduce' })
    const replay = new Date(Date.now() + 8 * 3_600_000 - 3 * 86_400_000).toISOString().slice(0, 10)
    await page.goto(`${await siteUrl()}/?lang=en&area=130524100&layers=cells&replay=${replay},0`)
    const played = page.getByRole('region', { name: 'Play a day' })
    const cellsNow = async () =>
      Number(
        /^([\d,]+) cell/.exec((await played.getByRole('status').textContent())!)?.[1]?.replaceAll(',', ''),
      )
    await expect.poll(cellsNow, wait).toBe(0)
    expect(await played.getByRole('button', { name: 'The day after' }).isEnabled()).toBe(true)
    await played.getByRole('slider', { name: 'Time of day' }).press('End')
    await expect.poll(() => parameter(page, 'replay'), wait).toBe(`${replay},95`)
    await played.getByRole('checkbox', { name: 'Cumulate' }).check()
    await page.getByText('Cells with somebody on that day').waitFor(wait)
    await played.getByRole('button', { name: 'Play' }).click()
    await expect.poll(cellsNow, wait).toBeGreaterThan(0)
    await played.getByRole('button', { name: 'Back to the time bar' }).click()
    await page.getByRole('button', { name: 'Live', exact: true }).waitFor(wait)
    expect(parameter(page, 'replay')).toBeNull()

    for (const layer of ['Gaps', 'On duty now', 'Reach'])
      await page.getByRole('button', { name: layer, exact: true }).click()
    for (const legend of [
      '10 for each incident of a year',
      'Nobody reports a place here now.',
      'Nobody on duty',
    ])
      await page.getByText(legend).waitFor(wait)
    expect(parameter(page, 'layers')).toBe('cells,gaps,duty,reach')
    await page.context().close()

    const analyst = await newPage({ account: 'analyst', reducedMotion: 'reduce' })
    await analyst.goto(`${await siteUrl()}/?lang=en&layers=none`)
    await analyst.getByRole('button', { name: 'Gaps', exact: true }).waitFor(wait)
    expect(await analyst.getByRole('button', { name: 'On duty now' }).count()).toBe(0)
    await expect.poll(() => analyst.getByText('Gaps that matter most').count(), wait).toBe(1)
    expect(await analyst.getByRole('button', { name: 'Suggest a visit' }).count()).toBe(0)
  })
})
