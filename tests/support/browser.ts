import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest'
import { DEMO_PASSWORD } from '../../server/domain/demo-password.ts'
import { ask } from './ask.ts'
import type { BrowserProgram } from './browser-program.ts'

/** Software WebGL, which Chromium allows only when told so: without these, maps stay blank and say nothing. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

/** A quarter of the pixels in a page as large as ever, and a map that is there at once: graphics are drawn by the processor here. */
const FEW_PIXELS = { deviceScaleFactor: 0.5, reducedMotion: 'reduce' } as const

type PageOptions = BrowserContextOptions & { account?: string | null; forgiven?: RegExp }

export type BrowserTools = {
  /** Address of the demonstration county's server, without a slash at the end. */
  siteUrl(): Promise<string>
  /**
   * A page in a context of its own, closed after the test, signed in to the demonstration county as `account` (admin;
   * null: nobody). Errors in it and requests that leave the machine fail the test; `forgiven` are those that the test
   * brings about.
   */
  newPage(options?: PageOptions): Promise<Page>
}

/** Tests in a real browser, one for the file. Where there is none they are skipped; REQUIRE_BROWSER=1 makes that a failure. */
export function describeInBrowser(name: string, tests: (tools: BrowserTools) => void): void {
  describe.runIf(inject('hasBrowser'))(name, () => {
    let browser: Browser | null = null
    let faults: string[] = []
    let pages: Page[] = []
    beforeAll(async () => {
      browser = await launchBrowser(await ask<BrowserProgram>('browser'))
    }, 180_000)
    afterEach(async () => {
      for (const page of pages) await page.context().close()
      const found = faults
      pages = []
      faults = []
      expect(found, 'errors in the page').toEqual([])
    })
    afterAll(async () => browser?.close())
    const siteUrl = async () => (await ask<{ url: string }>('demo-site')).url
    tests({
      siteUrl,
      async newPage({ account = 'admin', forgiven = /$^/, ...options } = {}) {
        if (browser === null) throw new Error('Pages are for tests, not for their setup.')
        const context = await browser.newContext({
          ...FEW_PIXELS,
          viewport: { width: 1280, height: 800 },
          ...options,
        })
        const page = await context.newPage()
        pages.push(page)
        watch(page, (fault) => void (forgiven.test(fault) || faults.push(fault)))
        if (account !== null) await signInAs(page, await siteUrl(), account, DEMO_PASSWORD)
        return page
      },
    })
  })
}

/** Gives a page the session of an account. */
export async function signInAs(page: Page, url: string, username: string, password: string): Promise<void> {
  const response = await page.request.post(`${url}/api/session`, { data: { username, password } })
  expect(response.status(), `signing in as ${username}`).toBe(200)
}

/** Starts Chromium, headless. */
export async function launchBrowser(program: BrowserProgram): Promise<Browser> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  )
  return chromium.launch({
    executablePath: program.executablePath,
    args: BROWSER_FLAGS,
    env: { ...env, ...program.environment },
  })
}

/** Notes errors of the page, and requests to any other machine. */
function watch(page: Page, note: (fault: string) => void): void {
  page.on('pageerror', (error) => note(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('request', (request) => {
    const address = new URL(request.url())
    const isLocal = address.hostname === '127.0.0.1' || !/^(https?|wss?):$/.test(address.protocol)
    if (!isLocal) note(`a request left the machine: ${request.url()}`)
  })
}
