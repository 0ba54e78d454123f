import type { KyselyPlugin } from 'kysely'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import type { OpenDatabase } from '../../server/db/connect.ts'
import { signedIn } from '../support/accounts.ts'
import { ask } from '../support/ask.ts'
import { describeInBrowser } from '../support/browser.ts'
import { openFromTemplate } from '../support/databases.ts'
import { plainConfig } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'

vi.setConfig({ testTimeout: 240_000 })

const WAIT = { timeout: 60_000 }
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

describeInBrowser('a wall in trouble', ({ newPage }) => {
  let database: OpenDatabase
  let databaseIsAway = false
  let app: App
  let proxy: TcpProxy
  let headers: Record<string, string>

  beforeAll(async () => {
    database = await openFromTemplate()
    await loadSmallCounty(database.db)
    const { cookie, csrf } = await signedIn(database.db, 'head', [
      { role: 'administrator', area: null },
      { role: 'dispatcher', area: null },
    ])
    headers = { cookie, 'x-csrf-token': csrf }
    await serve()
  }, 180_000)
  afterAll(async () => {
    await proxy.close()
    await app.close()
    await database.close()
  })

  /** Starts the server behind the proxy; also in the place of one that has died. */
  async function serve(): Promise<void> {
    const away: KyselyPlugin = {
      transformQuery({ node }) {
        if (databaseIsAway) throw new Error('The database is away.')
        return node
      },
      transformResult: ({ result }) => Promise.resolve(result),
    }
    app = await buildApp({
      db: database.db.withPlugin(away),
      listen: database.listen,
      config: plainConfig,
      webFolder: await ask<string>('web'),
    })
    const port = Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port)
    proxy ??= await TcpProxy.open(port)
    proxy.target = port
  }

  async function report(title: string): Promise<void> {
    const payload = { category: '0402', title, lon: 114.005, lat: 37.005 }
    const { statusCode } = await app.inject({ method: 'POST', url: '/api/incidents', headers, payload })
    expect(statusCode).toBe(201)
  }

  /** Types in the code that a screen shows; gives the display's id. */
  async function pair(page: Page): Promise<number> {
    const code = await page.locator('.code', { hasText: /\w{6}/ }).innerText(WAIT)
    const payload = { code, name: '大厅', area: 'C', tour: null, language: 'zh', theme: 'dark', sound: true }
    const answer = await app.inject({ method: 'POST', url: '/api/displays', headers, payload })
    expect(answer.statusCode).toBe(201)
    return answer.json<{ id: number }>().id
  }

  it('keeps its picture, says how old it is, and comes back by itself, whatever fails', async () => {
    const page = await newPage({
      account: null,
      viewport: { width: 960, height: 540 },
      reducedMotion: 'reduce',
      forgiven: /Failed to load resource|net::ERR/,
    })
    await page.clock.install()
    await page.goto(`${proxy.url}/wall`)
    const first = await pair(page)
    const says = (text: string) => page.getByText(text).first().waitFor(WAIT)
    const isLive = async () => {
      await says('实时')
      await page.getByText('更新迟滞').waitFor({ ...WAIT, state: 'detached' })
      await page.getByText('与服务器的联系中断').waitFor({ ...WAIT, state: 'detached' })
    }
    const isWhole = async (...titles: string[]) => {
      for (const text of ['今日上报', ...titles])
        expect(await page.getByText(text).count(), text).toBeGreaterThan(0)
      expect(await page.locator('canvas').count()).toBe(2)
    }
    /** Whatever the page waits for before it tries again is over. */
    const later = () => page.clock.fastForward(MINUTE_MS)

    await isLive()
    await page.locator('#deckgl-overlay').waitFor(WAIT)
    await report('路面塌陷甲')
    await says('路面塌陷甲')
    await isWhole('路面塌陷甲')

    // The network is cut, and something happens meanwhile.
    proxy.cut()
    await page.clock.fastForward(MINUTE_MS + 1000)
    await says('更新迟滞')
    await isWhole('路面塌陷甲')
    await page.clock.fastForward(3 * MINUTE_MS)
    await says('与服务器的联系中断')
    await isWhole('路面塌陷甲')
    await report('路面塌陷乙')
    const had: string[] = []
    page.on('response', (response) => response.ok() && had.push(response.url()))
    proxy.resume()
    await later()
    await says('路面塌陷乙')
    await isLive()
    // Boundaries that could not be had meanwhile are asked for again, at once or a little later.
    await later()
    await expect.poll(() => had.some((address) => address.endsWith('.mvt')), WAIT).toBe(true)

    // The server dies, and another one takes its place.
    proxy.cut()
    await app.close()
    await page.clock.fastForward(MINUTE_MS + 1000)
    await says('更新迟滞')
    await isWhole('路面塌陷甲', '路面塌陷乙')
    await serve()
    proxy.resume()
    await later()
    await isLive()
    await report('路面塌陷丙')
    await says('路面塌陷丙')

    // The database is away for a minute: the server is there, and has nothing new to say.
    databaseIsAway = true
    await page.clock.fastForward(MINUTE_MS + 1000)
    await says('更新迟滞')
    await isWhole('路面塌陷丙')
    databaseIsAway = false
    await later()
    await isLive()

    // Everything takes its time: it is late by that, and live all the same.
    proxy.slowDown(700)
    await report('路面塌陷丁')
    await says('路面塌陷丁')
    await isLive()
    proxy.slowDown(0)

    // Somebody sets the machine's clock: the wall goes by the server's.
    for (const jump of [DAY_MS, -DAY_MS]) {
      await page.clock.setSystemTime(Date.now() + jump)
      const shown = async () => Date.parse((await page.locator('.clock time').getAttribute('datetime'))!)
      await expect.poll(async () => Math.abs((await shown()) - Date.now())).toBeLessThan(5000)
      await isLive()
      await isWhole('路面塌陷丁')
    }

    // The machine of the wall is switched on while the server is away: it waits, and needs nobody when the server comes.
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true))
    proxy.cut()
    await page.reload()
    await says('正在连接服务器')
    proxy.resume()
    await later()
    await isLive()
    await isWhole('路面塌陷丁')

    // The display is turned off: nothing of what it showed is left, and it can be made one again.
    const { statusCode } = await app.inject({ method: 'DELETE', url: `/api/displays/${first}`, headers })
    expect(statusCode).toBe(204)
    await says('这块屏幕还没有配对')
    expect(await page.getByText(/路面塌陷|今日上报/).count()).toBe(0)
    expect(await page.evaluate(() => Object.values(localStorage).join())).not.toContain('路面塌陷')
    await later()
    await pair(page)
    await later()
    await says('路面塌陷丁')
    await isLive()
  })
})
