import type { Page } from 'playwright-core'
import { beforeAll, expect, it, vi } from 'vitest'
import type { Draft, DraftGround } from '../../server/contract.ts'
import { labelPoint } from '../../server/domain/coverage/label-point.ts'
import { shapeBounds } from '../../server/domain/coverage/ring.ts'
import type { Shape } from '../../server/domain/coverage/shape.ts'
import { describeInBrowser } from '../support/browser.ts'
import { mapPixels } from '../support/map-pixels.ts'

// On a machine that may be busy.
vi.setConfig({ testTimeout: 240_000 })

/** A village of three grids that touches no other township. */
const VILLAGE = '130524100201'
const GRID = '130524100201001'
const STUDIO_PADDING = { top: 90, right: 70, bottom: 30, left: 190 }

async function begin(page: Page, url: string, title: string): Promise<number> {
  await page.goto(`${url}/boundaries?lang=en`)
  await page.getByRole('button', { name: 'New draft' }).click({ timeout: 60_000 })
  await page.getByLabel('Name of the draft').fill(title)
  await page.getByPlaceholder('Type a name or a code').fill(VILLAGE)
  await page.getByRole('option').first().click()
  await page.getByRole('button', { name: 'Begin' }).click()
  await page.getByRole('button', { name: 'Split by a line' }).waitFor({ timeout: 60_000 })
  return Number(new URL(page.url()).searchParams.get('draft'))
}

/** Reads the draft and its ground as the page's own viewer. */
function reader(page: Page, url: string, id: number) {
  const get = async <Answer>(path: string): Promise<Answer> =>
    (await (await page.request.get(`${url}/api/boundaries/drafts/${id}${path}`)).json()) as Answer
  return { draft: () => get<Draft>(''), ground: () => get<DraftGround>('/ground') }
}

const degrees = (units: number): number => units / 1e7
const shapeOf = (ground: DraftGround, code: string): Shape =>
  ground.areas.find((area) => area.code === code)!.shape as Shape

function boundsOf(shapes: readonly Shape[]): [number, number, number, number] {
  return shapeBounds(shapes.flat()).map(degrees) as [number, number, number, number]
}

describeInBrowser('the boundary studio', ({ siteUrl, newPage }) => {
  // The county may have to be made first.
  beforeAll(siteUrl, 300_000)

  it('splits a grid, drags a vertex, undoes, survives a reload, and is sent to a reviewer', async () => {
    const url = await siteUrl()
    const page = await newPage({ account: 'analyst', viewport: { width: 1440, height: 900 } })
    const id = await begin(page, url, 'Split and drag')
    const { draft, ground } = reader(page, url, id)
    const before = await ground()
    const village = before.areas.filter(({ parent }) => parent === VILLAGE)
    const bounds = boundsOf(village.map(({ shape }) => shape as Shape))
    const pixels = await mapPixels(page, bounds, STUDIO_PADDING)

    // A line through the middle of a grid, from beyond one side to beyond the other.
    const [x, y] = labelPoint(shapeOf(before, GRID))
    const [, south, , north] = boundsOf([shapeOf(before, GRID)])
    await page.keyboard.press('s')
    for (const latitude of [south - 0.001, north + 0.001]) {
      await page.getByLabel('Longitude, latitude').fill(`${degrees(x).toFixed(7)}, ${latitude.toFixed(7)}`)
      await page.getByRole('button', { name: 'Add point' }).click()
    }
    await page.getByRole('button', { name: 'Select', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Finish' }).click()
    await page.getByText('2 grids change', { exact: true }).waitFor()
    await expect.poll(async () => (await draft()).operations.map(({ kind }) => kind)).toEqual(['split'])
    expect(y).toBeGreaterThan(0)

    // A vertex inside the village goes a little to the side; its neighbours go along.
    const inner = innerVertex(
      before,
      village.map(({ code }) => code),
    )
    const from = pixels(degrees(inner[0]), degrees(inner[1]))
    await page.keyboard.press('m')
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 9, from.y + 14, { steps: 4 })
    await page.mouse.move(from.x + 16, from.y + 22, { steps: 4 })
    await page.mouse.up()
    await expect.poll(async () => (await draft()).done).toBe(2)
    expect((await draft()).operations[1]).toMatchObject({ kind: 'move', moves: [{ from: inner }] })

    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await draft()).done).toBe(1)
    await page.reload()
    await page.getByText('2 grids change', { exact: true }).waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Redo' }).click()
    await expect.poll(async () => (await draft()).done).toBe(2)

    await page.getByText('Steps', { exact: true }).click()
    await page.getByRole('button', { name: 'Validate' }).click()
    await page.getByRole('button', { name: 'Submit for review' }).click()
    await page.getByRole('dialog').getByLabel('Note').fill('The grid was too large')
    await page.getByRole('dialog').getByRole('button', { name: 'Submit for review' }).click()
    await page.getByText('In review').first().waitFor()
    await expect.poll(() => page.getByRole('button', { name: 'Split by a line' }).count()).toBe(0)

    const reviewer = await newPage({ account: 'supervisor', viewport: { width: 1440, height: 900 } })
    await reviewer.goto(`${url}/boundaries?draft=${id}&lang=en`)
    await reviewer.getByText('Steps', { exact: true }).click({ timeout: 60_000 })
    await reviewer.getByText('The grid was too large').waitFor()
    await reviewer.getByRole('button', { name: 'Send back' }).click()
    await reviewer.getByRole('dialog').getByLabel('Review').fill('Along the road, please')
    await reviewer.getByRole('dialog').getByRole('button', { name: 'Send back' }).click()
    await reviewer.getByText('Sent back').first().waitFor()
  })

  it('is drawn by keys alone, and keeps work while the server is away', async () => {
    const url = await siteUrl()
    const page = await newPage({
      account: 'analyst',
      viewport: { width: 1440, height: 900 },
      forgiven: /ERR_FAILED|ERR_CONNECTION/,
    })
    const id = await begin(page, url, 'By keys')
    const { draft } = reader(page, url, id)
    await page.getByText('Grids', { exact: true }).click()
    const grid = page.getByRole('checkbox', { name: new RegExp(GRID) })
    await grid.focus()
    await page.keyboard.press('Space')
    await page.getByText('Vertices', { exact: true }).click()
    const list = page.getByRole('listbox', { name: 'Vertices' })
    await list.locator('[tabindex="0"]').focus()

    await page.route('**/operations', (route) => route.abort())
    for (const key of ['ArrowDown', 'ArrowDown', 'Enter', 'Shift+ArrowRight', 'ArrowUp', 'Enter'])
      await page.keyboard.press(key)
    await page.getByText('The server does not answer: changes are kept on this machine').waitFor()
    expect((await draft()).operations).toEqual([])
    await page.reload()
    await page.getByText('The server does not answer').waitFor({ timeout: 60_000 })
    await page.unroute('**/operations')
    // Where the page has just tried by itself there is no button to be pressed any more.
    await page.getByRole('button', { name: 'Try again' }).evaluateAll((found) => {
      for (const button of found) (button as HTMLElement).click()
    })
    await expect.poll(async () => (await draft()).operations.map(({ kind }) => kind)).toEqual(['move'])
    await page.getByText('Saved', { exact: true }).waitFor()
  })
})

/** A vertex that three grids of a village share and no other area has. */
function innerVertex(ground: DraftGround, codes: readonly string[]): [number, number] {
  const owners = new Map<string, string[]>()
  for (const { code, shape } of ground.areas)
    for (const ring of (shape as Shape).flat())
      for (let i = 0; i < ring.length; i += 2) {
        const key = `${ring[i]},${ring[i + 1]}`
        owners.set(key, [...(owners.get(key) ?? []), code])
      }
  const [key] = [...owners].find(([, of]) => of.length === 3 && of.every((code) => codes.includes(code)))!
  return key.split(',').map(Number) as [number, number]
}
