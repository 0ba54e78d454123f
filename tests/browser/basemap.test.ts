import { createServer, type RequestListener } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { buildApp } from '../../server/app.ts'
import type { Basemap } from '../../server/config.ts'
import { ask } from '../support/ask.ts'
import { addAccount } from '../../server/accounts/manage.ts'
import { PASSWORD } from '../support/accounts.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { openFromTemplate } from '../support/databases.ts'
import { temporaryFiles } from '../support/files.ts'
import { countColour, pixelsOf } from '../support/pixels.ts'
import { worldPmtiles } from '../support/pmtiles-file.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { plainConfig } from '../support/server.ts'

vi.setConfig({ testTimeout: 120_000 })

/** One grey pixel. */
const GREY_PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNoaGgAAAMEAYFL09IQAAAAAElFTkSuQmCC',
  'base64',
)

const STYLE = JSON.stringify({
  version: 8,
  sources: {},
  layers: [{ id: 'sea', type: 'background', paint: { 'background-color': '#123456' } }],
})

describeInBrowser('a basemap', ({ newPage }) => {
  const stops: (() => Promise<unknown>)[] = []
  // It may have to be built first.
  beforeAll(() => ask<string>('web'), 180_000)
  afterEach(async () => {
    for (const stop of stops.splice(0).toReversed()) await stop()
  })
  const write = temporaryFiles()

  /** Another server of the office's network, with what a request gets. */
  async function neighbour(answer: RequestListener): Promise<string> {
    const server = createServer(answer).listen(0, '127.0.0.1')
    await once(server, 'listening')
    stops.push(async () => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  const BASEMAPS: { kind: string; make: () => Promise<Basemap>; colour: string }[] = [
    {
      kind: 'a PMTiles file, read by byte ranges',
      make: async () => ({ kind: 'pmtiles', file: write('water.pmtiles', worldPmtiles('water')) }),
      // Water at 45 % over the ground.
      colour: '#b5cddb',
    },
    {
      kind: 'raster tiles',
      make: async () => {
        const origin = await neighbour((_request, response) => {
          response
            .setHeader('access-control-allow-origin', '*')
            .setHeader('content-type', 'image/png')
            .end(GREY_PNG)
        })
        return { kind: 'raster', url: `${origin}/{z}/{x}/{y}.png` }
      },
      colour: '#808080',
    },
    {
      kind: 'a style',
      make: async () => {
        const origin = await neighbour((_request, response) => {
          response.setHeader('access-control-allow-origin', '*').end(STYLE)
        })
        return { kind: 'style', url: `${origin}/style.json` }
      },
      colour: '#123456',
    },
  ]

  it.each(BASEMAPS)('lies under the county: $kind', async ({ make, colour }) => {
    const basemap = await make()
    const { db, close } = await openFromTemplate()
    stops.push(close)
    await loadSmallCounty(db)
    await addAccount(db, 'county', PASSWORD, { role: 'leader', area: null })
    const config = { ...plainConfig, basemap }
    const app = await buildApp({ db, listen: null, config, webFolder: await ask<string>('web') })
    stops.push(() => app.close())
    const url = await app.listen({ port: 0, host: '127.0.0.1' })

    const page = await newPage({ account: null, colorScheme: 'light', reducedMotion: 'reduce' })
    await signInAs(page, url, 'county', PASSWORD)
    const ranges: number[] = []
    page.on('response', (response) => {
      if (response.url().endsWith('.pmtiles')) ranges.push(response.status())
    })
    await page.goto(`${url}/?lang=en`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const seen = async () => countColour(await pixelsOf(page), colour, 10)
    await expect.poll(seen, { timeout: 60_000 }).toBeGreaterThan(20_000)
    expect(new Set(ranges)).toEqual(new Set(basemap?.kind === 'pmtiles' ? [206] : []))
    await page.close()
  })
})
