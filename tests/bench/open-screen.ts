import { chromium, type Page } from 'playwright-core'
import { findBrowser } from '../support/browser-program.ts'

const BY_SOFTWARE = '--use-angle=swiftshader --enable-unsafe-swiftshader'

/** With BENCH_GRAPHICS set to flags of Chromium it draws by these: `--use-angle=vulkan --enable-features=Vulkan --disable-vulkan-surface` on a machine with a card and no screen. */
const FLAGS = [
  '--no-sandbox',
  '--ignore-gpu-blocklist',
  ...(process.env['BENCH_GRAPHICS'] ?? BY_SOFTWARE).split(' '),
]

/** A page in a browser on this machine. */
export type Screen = {
  page: Page
  /** What draws the map, as the browser names it. */
  renderer: string
  /** Resolves to the time (milliseconds since 1970) of the first frame whose page has a text. */
  shows(text: string): Promise<number>
  close(): Promise<void>
}

/** Opens an address as whoever has the cookie, where graphics are drawn by software or as BENCH_GRAPHICS says. */
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
    renderer: await page.evaluate(rendererName),
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

function rendererName(): string {
  const gl = document.createElement('canvas').getContext('webgl2')
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  return names ? String(gl!.getParameter(names.UNMASKED_RENDERER_WEBGL)) : 'unknown'
}
