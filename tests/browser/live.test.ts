import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { describeInBrowser, signInAs } from '../support/browser.ts'
import { copyOfDemoFolder, demoSettings, removeFolder } from '../support/demo-site.ts'
import { startServer, type ServerProcess } from '../support/server-process.ts'

vi.setConfig({ testTimeout: 180_000 })

describeInBrowser('what happens', ({ newPage }) => {
  let folder: string
  let server: ServerProcess
  // One stream is all that this server gives: two tabs of one person have to share it.
  const start = (port: string) => startServer({ ...demoSettings(folder), WANGGE_STREAMS: '1', PORT: port })
  beforeAll(async () => {
    folder = await copyOfDemoFolder()
    server = await start('0')
  }, 180_000)
  afterAll(async () => {
    await server.stop()
    removeFolder(folder)
  })

  /** Reports an incident as the person of a page does, but without the page. */
  async function report(page: Page, title: string): Promise<void> {
    const session = (await (await page.request.get(`${server.url}/api/session`)).json()) as {
      viewer: { csrf: string }
    }
    const response = await page.request.post(`${server.url}/api/incidents`, {
      data: { category: '0402', title, lon: 114.69, lat: 37.49 },
      headers: { 'x-csrf-token': session.viewer.csrf },
    })
    expect(response.status()).toBe(201)
  }

  it('shows by itself on the map, in the figures and in the queue, and after the server was away', async () => {
    const map = await newPage({ account: null, forgiven: /ERR_CONNECTION_REFUSED|503|ERR_INCOMPLETE/ })
    await signInAs(map, server.url, 'dispatcher', DEMO_PASSWORD)
    // Longer than there are incidents: of the last 30 days one drops out at the other end every few minutes.
    await map.goto(`${server.url}/?lang=zh&days=900`)
    const figure = map.locator('dl dd').first()
    await figure.waitFor({ timeout: 60_000 })
    const queue = await map.context().newPage()
    await queue.goto(`${server.url}/incidents?lang=zh&reason=decide`)
    const lit = (page: Page) => page.getByRole('status').filter({ hasText: /^\s*实时\s*$/ })
    await lit(map).waitFor()
    await lit(queue).waitFor()

    const asked: string[] = []
    map.on('request', (request) => asked.push(new URL(request.url()).pathname))
    const number = async () => Number((await figure.innerText()).replaceAll(',', '').match(/\d+/)![0])
    const before = await number()
    const points = () =>
      map
        .getByText(/^处理中/)
        .locator('xpath=..')
        .innerText()
    const pointsBefore = await points()
    await report(queue, '路面塌陷甲')
    await queue.getByText('路面塌陷甲').waitFor()
    await expect.poll(number).toBe(before + 1)
    await expect.poll(points).not.toBe(pointsBefore)
    // All incidents are not read again for one.
    expect(asked).not.toContain('/api/incidents.arrow')

    const { port } = new URL(server.url)
    await server.stop()
    await map.getByRole('status').filter({ hasText: '连接中断' }).waitFor({ timeout: 60_000 })
    server = await start(port)
    await report(queue, '路面塌陷乙')
    await expect.poll(number, { timeout: 90_000 }).toBe(before + 2)
    await lit(map).waitFor({ timeout: 60_000 })
    await queue.getByText('路面塌陷乙').waitFor({ timeout: 60_000 })
  })
})
