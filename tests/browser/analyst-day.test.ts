import { readFileSync } from 'node:fs'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { AreaTree, Draft, DraftGround, Summary } from '../../server/contract.ts'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { areaSquareMetres } from '../../server/domain/coverage/area-square-metres.ts'
import { applyOperation } from '../../server/domain/coverage/edit/apply-operation.ts'
import { Coverage } from '../../server/domain/coverage/edit/coverage.ts'
import type { Operation } from '../../server/domain/coverage/edit/operation.ts'
import { isRefusal } from '../../server/domain/coverage/edit/refusal.ts'
import { suggestBalance } from '../../server/domain/coverage/suggest/suggest-balance.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { startOwnDemoSite, type DemoSite } from '../support/demo-site.ts'

vi.setConfig({ testTimeout: 240_000 })

/** A village of three grids. */
const VILLAGE = '130524100201'
const TOWNSHIP = '130524100'

describeInBrowser('an analyst’s day', ({ newPage }) => {
  let site: DemoSite
  beforeAll(async () => {
    site = await startOwnDemoSite()
  }, 180_000)
  afterAll(() => site.stop())

  async function pageOf(account: string): Promise<Page> {
    const page = await newPage({ account: null, viewport: { width: 1440, height: 900 } })
    await signInAs(page, site.url, account, DEMO_PASSWORD)
    return page
  }
  const read = async <Answer>(page: Page, path: string): Promise<Answer> =>
    (await (await page.request.get(`${site.url}${path}`)).json()) as Answer

  it('is lived by keys alone: split, balance, move a border, review, publish, look back, restore', async () => {
    const leader = await pageOf('leader')
    await leader.goto(`${site.url}/?lang=en&area=${VILLAGE}`)
    const rows = leader.getByRole('table').first().getByRole('row')
    const grids = async () => (await rows.allInnerTexts()).filter((text) => /Grid/.test(text)).length
    await expect.poll(grids, { timeout: 60_000 }).toBe(3)

    const analyst = await pageOf('analyst')
    const id = await beginByKeys(analyst, site.url)
    const ground = await read<DraftGround>(analyst, `/api/boundaries/drafts/${id}/ground`)
    const draft = () => read<Draft>(analyst, `/api/boundaries/drafts/${id}`)
    const own = ground.areas.filter(({ parent }) => parent === VILLAGE)
    const largest = own.toSorted((a, b) => b.households! - a.households!)[0]!

    // The grid with the most households falls into three.
    await choose(analyst, [largest.code])
    await pressKey(analyst, 'a')
    const each = analyst.getByLabel('Households a grid')
    await each.focus()
    await each.press('Control+a')
    await analyst.keyboard.type(String(Math.round(largest.households! / 3)))
    await press(analyst.getByRole('button', { name: 'Split into 3' }))
    await press(analyst.getByRole('button', { name: 'Accept' }))
    await expect.poll(async () => (await draft()).done, { timeout: 30_000 }).toBe(1)
    const added = ground.freeCodes[VILLAGE]!.slice(0, 2)

    // Two grids of the village that adjoin have as many households as each other.
    const [first, second] = unequalPair(ground, (await draft()).operations)
    await choose(analyst, [first, second])
    await press(analyst.getByRole('button', { name: 'Balance households' }))
    await press(analyst.getByRole('button', { name: 'Accept' }))
    await expect.poll(async () => (await draft()).done, { timeout: 30_000 }).toBe(2)

    // A vertex on the border to the village next door goes three metres north.
    const border = borderVertex(ground)
    await choose(analyst, [border.code])
    await analyst
      .getByRole('radio', { name: 'Vertices' })
      .or(analyst.getByText('Vertices', { exact: true }))
      .first()
      .click()
    const list = analyst.getByRole('listbox', { name: 'Vertices' })
    await list.locator('[tabindex="0"]').focus()
    const active = list.locator('[tabindex="0"]')
    for (let i = 0; i < 300 && !(await active.innerText()).includes(border.text); i += 1)
      await analyst.keyboard.press('ArrowDown')
    for (const key of ['Enter', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Enter']) await analyst.keyboard.press(key)
    await expect.poll(async () => (await draft()).done, { timeout: 30_000 }).toBe(3)
    expect((await draft()).operations.map(({ kind }) => kind)).toEqual(['group', 'transfer', 'move'])

    await steps(analyst)
    await press(analyst.getByRole('button', { name: 'Validate' }))
    await press(analyst.getByRole('button', { name: 'Submit for review' }))
    await analyst.getByRole('dialog').getByLabel('Note').fill('Too many households in one grid')
    await press(analyst.getByRole('dialog').getByRole('button', { name: 'Submit for review' }))
    await analyst.getByText('In review').first().waitFor()

    const supervisor = await pageOf('supervisor')
    await supervisor.goto(`${site.url}/boundaries?lang=en&draft=${id}`)
    await steps(supervisor)
    await press(supervisor.getByRole('button', { name: 'Approve' }))
    await press(supervisor.getByRole('dialog').getByRole('button', { name: 'Approve' }))
    await supervisor.getByText('Approved').first().waitFor()

    await analyst.reload()
    await steps(analyst)
    await press(analyst.getByRole('button', { name: 'Publish' }))
    await press(analyst.getByRole('dialog').getByRole('button', { name: 'Publish' }))
    await analyst.getByText('Published').first().waitFor()

    // The open map of the leader has the new grids without being asked.
    await expect.poll(grids, { timeout: 60_000 }).toBe(5)
    const tree = await read<AreaTree>(leader, '/api/areas')
    expect(tree.release).toBe(2)
    expect(added.every((code) => tree.items.some((area) => area.code === code))).toBe(true)
    const households = (items: AreaTree['items']) =>
      items.filter(({ level }) => level === 'grid').reduce((sum, area) => sum + (area.households ?? 0), 0)
    const before = await read<AreaTree>(leader, '/api/areas?release=1')
    expect(households(tree.items)).toBe(households(before.items))

    // Last month as it was: the old boundaries with their figures, and back.
    const slider = leader.getByRole('slider', { name: 'Boundaries of' })
    await slider.focus()
    await leader.keyboard.press('ArrowLeft')
    await leader.getByText('You see the boundaries of release 1').waitFor()
    await expect.poll(grids, { timeout: 60_000 }).toBe(3)
    expect(new URL(leader.url()).searchParams.get('release')).toBe('1')
    const asBefore = await read<Summary>(
      leader,
      `/api/summary?area=${VILLAGE}&release=1&from=2026-01-01T00:00:00Z&to=2026-12-31T00:00:00Z`,
    )
    expect(asBefore.byArea).toHaveLength(3)
    const [download] = await Promise.all([
      leader.waitForEvent('download'),
      press(leader.getByRole('button', { name: 'CSV' })),
    ])
    expect(download.suggestedFilename()).toMatch(/-release-1\.csv$/)
    // What is taken out is in the grids of then too.
    const file = readFileSync(await download.path(), 'utf8')
    const codes = file.split('\r\n').flatMap((line) => line.split(',')[7] ?? [])
    expect(asBefore.byArea.map(({ code }) => code)).toEqual(expect.arrayContaining(codes.slice(1)))
    expect(codes.length).toBeGreaterThan(1)
    await press(leader.getByRole('button', { name: 'Back to now' }))
    await expect.poll(grids, { timeout: 60_000 }).toBe(5)

    // And restored: a draft that is reviewed like any other.
    await analyst.goto(`${site.url}/boundaries?lang=en`)
    await press(analyst.getByRole('button', { name: 'Restore as a draft' }).first())
    // The township, for the border of the village itself has moved.
    const restored = await fillDialog(analyst, 'As it was', TOWNSHIP)
    const back = await read<Draft>(analyst, `/api/boundaries/drafts/${restored}`)
    expect(back.operations.map(({ kind }) => kind)).toEqual(['replace'])
    await analyst
      .getByText(/grids change/)
      .first()
      .waitFor()

    // Beside what is in force it differs; beside the release that it restores it does not.
    await analyst.getByText('Compare', { exact: true }).click()
    await analyst.getByText('gained', { exact: true }).waitFor()
    await analyst.getByLabel('Compared with').selectOption('1')
    await analyst.getByText('There is no difference.').waitFor()

    // The releases stand on a line in time, and any two can be compared.
    await analyst.goto(`${site.url}/boundaries?lang=en&release=2`)
    const releases = analyst.getByRole('slider', { name: 'Releases, the earliest first' })
    await releases.focus()
    await analyst.keyboard.press('ArrowLeft')
    await analyst.getByRole('heading', { name: 'What release 1 changed' }).waitFor()
    await analyst.getByLabel('Compared with').selectOption('2')
    await analyst.getByRole('heading', { name: 'Release 1 compared with release 2' }).waitFor()
    await analyst.getByRole('button', { name: new RegExp(`${added[0]}.*retired`) }).waitFor()
    expect(new URL(analyst.url()).search).toBe('?lang=en&release=1&against=2')
  })
})

async function beginByKeys(page: Page, url: string): Promise<number> {
  await page.goto(`${url}/boundaries?lang=en`)
  await press(page.getByRole('button', { name: 'New draft' }))
  return fillDialog(page, 'A day')
}

async function fillDialog(page: Page, title: string, area = VILLAGE): Promise<number> {
  const name = page.getByLabel('Name of the draft')
  await name.focus()
  await page.keyboard.type(title)
  await page.getByPlaceholder('Type a name or a code').focus()
  await page.keyboard.type(area)
  await page.getByRole('option').first().waitFor()
  await page.keyboard.press('Enter')
  await press(page.getByRole('button', { name: 'Begin' }))
  await page.getByRole('button', { name: 'Split by a line' }).waitFor({ timeout: 60_000 })
  return Number(new URL(page.url()).searchParams.get('draft'))
}

/** Presses a button by key. */
async function press(button: Locator): Promise<void> {
  await button.waitFor({ timeout: 60_000 })
  await expect.poll(() => button.isEnabled(), { timeout: 60_000 }).toBe(true)
  await button.focus()
  await button.press('Enter')
}

/** A key of the studio, with no field in the way. */
async function pressKey(page: Page, key: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await page.keyboard.press(key)
}

async function steps(page: Page): Promise<void> {
  await page.getByText('Steps', { exact: true }).waitFor({ timeout: 60_000 })
  await page.getByText('Steps', { exact: true }).click()
}

/** Exactly these grids are selected, in the list of the panel. */
async function choose(page: Page, codes: readonly string[]): Promise<void> {
  await page.getByText('Grids', { exact: true }).click()
  await page.getByRole('checkbox').first().waitFor()
  const chosen = page.locator('li input[type=checkbox]:checked')
  while ((await chosen.count()) > 0) {
    await chosen.first().focus()
    await page.keyboard.press('Space')
  }
  for (const code of codes) {
    await page.getByRole('checkbox', { name: new RegExp(code) }).focus()
    await page.keyboard.press('Space')
  }
}

/** Two grids of the village that can be balanced after what was done; those that are new have as many as they have ground. */
function unequalPair(ground: DraftGround, operations: readonly Operation[]): [string, string] {
  const coverage = Coverage.of(ground.areas)
  for (const operation of operations) applyOperation(coverage, operation)
  const mayChange = (code: string) =>
    ground.live.includes(code) || !ground.areas.some((area) => area.code === code)
  const rights = { outer: false, mayChange }
  const size = (code: string) => areaSquareMetres(coverage.shapeOf(coverage.area(code)!))
  const codes = [...coverage.leaves()].filter(({ parent }) => parent === VILLAGE).map(({ code }) => code)
  for (const first of codes) {
    for (const second of codes) {
      if (size(first) < 1.2 * size(second)) continue
      const inhabited = [first, second].map((code) => ({ code, households: size(code) / 100 }))
      const balance = suggestBalance(coverage, inhabited[0]!, inhabited[1]!)
      if (!isRefusal(balance) && !isRefusal(applyOperation(coverage.fork(), balance, rights)))
        return [first, second]
    }
  }
  throw new Error('No two grids of the village can be balanced.')
}

/** A vertex on the border of a grid to a grid of another village, where no third one begins. */
function borderVertex(ground: DraftGround): { code: string; text: string } {
  const owners = new Map<string, { code: string; parent: string | null }[]>()
  for (const { code, parent, shape } of ground.areas)
    for (const ring of shape.flat())
      for (let i = 0; i < ring.length; i += 2) {
        const key = `${ring[i]},${ring[i + 1]}`
        owners.set(key, [...(owners.get(key) ?? []), { code, parent }])
      }
  const isLive = (code: string) => ground.live.includes(code)
  const [key, beside] = [...owners].find(
    ([, of]) =>
      of.length === 2 &&
      of.every(({ code }) => isLive(code)) &&
      of.some(({ parent }) => parent === VILLAGE) &&
      of[0]!.parent !== of[1]!.parent,
  )!
  const text = key
    .split(',')
    .map((unit) => (Number(unit) / 1e7).toFixed(7))
    .join(', ')
  return { code: beside.find(({ parent }) => parent === VILLAGE)!.code, text }
}
