import { chromium, type Page } from 'playwright-core'
import { findBrowser } from '../support/browser-program.ts'

const FLAGS = [
  '--no-sandbox',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

/** A page in a browser on this machine. */
export type Screen = {
  page: Page
  /** Resolves to the time (milliseconds since 1970) of the first frame whose page has a text. */
  shows(text: string): Promise<number>
  close(): Promise<void>
}

/** Opens an address as whoever has the cookie, where graphics are drawn by software. */
export async function openScreen(address: string, cookie: string, origin: string): Promise<Screen> {
  const program = await findBrowser()
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  )
  const browser = await chromium.launch({
    executablePath: program.executablePath,
    args: FLAGS,
    env: { ...env, ...program.environment },
  })
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  const [name, value] = cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: origin }])
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('canvas').first().waitFor()
  return {
    page,
    // Looked for in each frame; the answer is the moment of the frame that has it.
    shows: async (text) => {
      const seen = await page.waitForFunction(
        (wanted) => (document.body.textContent.includes(wanted) ? Date.now() : 0),
        text,
        { polling: 'raf' },
      )
      return seen.jsonValue()
    },
    close: () => browser.close(),
  }
}
