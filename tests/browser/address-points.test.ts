import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { openEmbedded } from '../../server/db/connect.ts'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { labelPoint } from '../../server/domain/coverage/label-point.ts'
import { shapeBounds } from '../../server/domain/coverage/ring.ts'
import { importAddresses } from '../../server/imports/addresses/import-addresses.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { copyOfDemoFolder, demoSettings, removeFolder } from '../support/demo-site.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'

vi.setConfig({ testTimeout: 180_000 })

const VILLAGE = '130524100201'
/** Its home is where its label is: east of the line that splits it. The other grids have none. */
const WITH_HOMES = '130524100201002'
const WITHOUT = '130524100201003'

const degrees = (units: number): string => (units / 1e7).toFixed(7)
/** How far west of the label the line goes. */
const WEST = 2000

/** Imports one home, and returns lines that split two grids from south to north. */
async function settle(folder: string): Promise<Map<string, string[]>> {
  const { db, close } = await openEmbedded(folder)
  try {
    const index = await AreaIndex.load(db)
    const lines = new Map<string, string[]>()
    for (const code of [WITH_HOMES, WITHOUT]) {
      const { shape } = index.byCode(code)!
      const [x, y] = labelPoint(shape)
      const [, south, , north] = shapeBounds(shape)
      lines.set(
        code,
        [south - 10_000, north + 10_000].map((at) => `${degrees(x - WEST)}, ${degrees(at)}`),
      )
      if (code !== WITH_HOMES) continue
      writeFileSync(join(folder, 'homes.csv'), `lon,lat,户数\n${degrees(x)},${degrees(y)},40\n`)
    }
    await importAddresses(
      db,
      {
        file: join(folder, 'homes.csv'),
        fields: { lon: null, lat: null, households: null },
        crs: 'EPSG:4326',
        dryRun: false,
        rejectsFile: null,
      },
      { report: () => {}, end: () => {} },
      () => {},
    )
    return lines
  } finally {
    await close()
  }
}

describeInBrowser('the impact panel over address points', ({ newPage }) => {
  let folder: string
  let lines: Map<string, string[]>
  let server: ServerProcess
  beforeAll(async () => {
    folder = await copyOfDemoFolder()
    lines = await settle(folder)
    server = await startServer(demoSettings(folder))
  }, 180_000)
  afterAll(async () => {
    await server.stop()
    removeFolder(folder)
  })

  it('says by what the households of each grid are moved, in both languages', async () => {
    const page = await newPage({ account: null, viewport: { width: 1440, height: 900 } })
    await signInAs(page, server.url, 'analyst', DEMO_PASSWORD)
    await page.goto(`${server.url}/boundaries?lang=en`)
    await page.getByRole('button', { name: 'New draft' }).click({ timeout: 60_000 })
    await page.getByLabel('Name of the draft').fill('Homes')
    await page.getByPlaceholder('Type a name or a code').fill(VILLAGE)
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Begin' }).click()
    await page.getByRole('button', { name: 'Split by a line' }).waitFor({ timeout: 60_000 })
    const split = async (code: string) => {
      await page.keyboard.press('s')
      for (const place of lines.get(code)!) {
        await page.getByLabel('Longitude, latitude').fill(place)
        await page.getByRole('button', { name: 'Add point' }).click()
      }
      await page.getByRole('button', { name: 'Finish' }).click()
    }
    const card = (code: string) => page.getByRole('article').filter({ hasText: code })

    await split(WITH_HOMES)
    await card(WITH_HOMES).getByText('Households by address points').waitFor()
    await page.getByText('moved by the address points that were imported').waitFor()
    // All of its homes are east of the line, whatever ground is west of it.
    const households = card(WITH_HOMES).getByRole('row', { name: /^Households/ })
    expect((await households.innerText()).split(/\s+/).slice(-1)).toEqual(['0'])

    await split(WITHOUT)
    await card(WITHOUT).getByText('Households by share of area').waitFor()
    await page.getByText('each grid says which').waitFor()

    await page.goto(page.url().replace('lang=en', 'lang=zh'))
    await card(WITH_HOMES).getByText('户数按地址点').waitFor({ timeout: 60_000 })
    await card(WITHOUT).getByText('户数按面积比例').waitFor()
    await page.getByText('每个网格下面有注明').waitFor()
  })
})
