import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import type { OpenDatabase } from '../../server/db/connect.ts'
import { signedIn } from '../support/accounts.ts'
import { ask } from '../support/ask.ts'
import { describeInBrowser } from '../support/browser.ts'
import { openFromTemplate } from '../support/databases.ts'
import { countDistinctColours, pixelsOf } from '../support/pixels.ts'
import { plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { WallStandIn } from '../support/wall-stand-in.ts'
import { WALL_NOW } from '../support/wall-things.ts'

vi.setConfig({ testTimeout: 240_000 })

/** Eight hours in steps of eight minutes, each of which loses its stream. */
const STEP_MS = 480_000
const STEPS = 60
const EVENTS_A_STEP = 170
const LOSE_EVERY = 5
/** Caches fill and programs are compiled in the first hours. */
const WARM_STEPS = 20

const MOST_GROWN_BYTES = 6_000_000
const MOST_GROWN_NODES = 150

describeInBrowser('a wall through eight hours', ({ newPage }) => {
  let database: OpenDatabase
  let app: App
  let wall: WallStandIn
  beforeAll(async () => {
    database = await openFromTemplate()
    const { db } = database
    await loadSmallCounty(db)
    app = await buildApp({ db, listen: null, config: plainConfig, webFolder: await ask<string>('web') })
    const { cookie } = await signedIn(db, 'looker', [{ role: 'administrator', area: null }])
    wall = await WallStandIn.open(app, cookie, WALL_NOW)
  }, 180_000)
  afterAll(async () => {
    await wall.close()
    await app.close()
    await database.close()
  })

  it('neither grows nor stops drawing, through 10,000 events, 50 lost streams and 20 lost canvases', async () => {
    const page = await newPage({
      account: null,
      viewport: { width: 800, height: 450 },
      reducedMotion: 'reduce',
      forgiven: /Failed to load resource|net::ERR|CONTEXT_LOST|context lost/i,
    })
    await page.clock.install({ time: WALL_NOW })
    await page.goto(`${wall.url}/wall`)
    await page.getByText('实时').first().waitFor({ timeout: 60_000 })
    const devtools = await page.context().newCDPSession(page)
    let events = 0
    let losses = 0
    let warm: Size | null = null
    for (let step = 1; step <= STEPS; step += 1) {
      for (let n = 0; n < EVENTS_A_STEP; n += 1) wall.happen(eventOf((events += 1)))
      wall.breakStreams()
      if (step % LOSE_EVERY === 0) losses += await loseCanvases(page)
      wall.pass(STEP_MS)
      await page.clock.fastForward(STEP_MS)
      if (step === WARM_STEPS) warm = await sizeOf(devtools)
    }
    expect(events).toBeGreaterThanOrEqual(10_000)
    expect(wall.connections).toBeGreaterThanOrEqual(50)
    expect(losses).toBeGreaterThanOrEqual(20)
    expect(wall.pictures).toBeGreaterThan(STEPS / 2)

    const last = wall.happen({ ...eventOf(events + 1), title: '最后一件' })
    await page.clock.runFor(2000)
    await page.getByText(last.title).first().waitFor()
    await page.getByText('实时').first().waitFor()
    const size = await sizeOf(devtools)
    expect(size.heapBytes - warm!.heapBytes, JSON.stringify({ warm, size })).toBeLessThan(MOST_GROWN_BYTES)
    expect(size.nodes - warm!.nodes, JSON.stringify({ warm, size })).toBeLessThan(MOST_GROWN_NODES)
    await expect.poll(() => lostCanvases(page)).toBe(0)
    await expect
      .poll(async () =>
        countDistinctColours(await pixelsOf(page, { x: 260, y: 90, width: 280, height: 240 })),
      )
      .toBeGreaterThan(4)
  })
})

/** Mostly reports, now and then an emergency. */
function eventOf(n: number) {
  const [x, y] = [n % 40, Math.floor(n / 40) % 20]
  const place = { lon: 1_140_000_000 + x * 10_000 + 5000, lat: 370_000_000 + y * 10_000 + 5000 }
  return { id: n, title: `第 ${n} 件`, priority: n % 100 === 0 ? 2 : 0, ...place }
}

type Size = { heapBytes: number; nodes: number; listeners: number }

async function sizeOf(devtools: CDPSession): Promise<Size> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters')
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners }
}

/** Takes its graphics from every canvas of the page, and gives them back; says from how many. */
async function loseCanvases(page: Page): Promise<number> {
  return page.evaluate(() => {
    let lost = 0
    for (const canvas of document.querySelectorAll('canvas')) {
      const extension = canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')
      if (!extension) continue
      extension.loseContext()
      lost += 1
      // The browser gives them back a while later, as it does after a driver has begun anew.
      setTimeout(() => extension.restoreContext(), 1000)
    }
    return lost
  })
}

/** Canvases without graphics, of which there must be two. */
async function lostCanvases(page: Page): Promise<number> {
  return page.evaluate(() => {
    const canvases = [...document.querySelectorAll('canvas')]
    return (
      Math.abs(canvases.length - 2) +
      canvases.filter((canvas) => canvas.getContext('webgl2')?.isContextLost() !== false).length
    )
  })
}
