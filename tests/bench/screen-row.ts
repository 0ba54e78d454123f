import { chromium } from 'playwright-core'
import { findBrowser } from '../support/browser-program.ts'
import { milliseconds, quantile, row, type Row } from './row.ts'

const REPORTS = 40

/** From the moment that a report is sent to the frame in which a dispatcher's queue shows it, in a browser on this machine. */
export async function screenRow(
  serverUrl: string,
  cookie: string,
  streams: number,
  send: (title: string) => Promise<void>,
): Promise<Row> {
  const program = await findBrowser()
  const env = Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1]),
  )
  const browser = await chromium.launch({
    executablePath: program.executablePath,
    args: ['--no-sandbox'],
    env: { ...env, ...program.environment },
  })
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    const [name, value] = cookie.split('=') as [string, string]
    await context.addCookies([{ name, value, url: serverUrl }])
    const page = await context.newPage()
    await page.goto(`${serverUrl}/incidents`)
    await page.locator('aside li').first().waitFor()
    const taken: number[] = []
    for (let i = 0; i < REPORTS; i += 1) {
      const title = `screen ${i} of the bench`
      // Looked for in each frame; the answer is the moment of the frame that has it.
      const seen = page.waitForFunction(
        (text) => (document.querySelector('aside')!.textContent.includes(text) ? Date.now() : 0),
        title,
        { polling: 'raf' },
      )
      const sentAt = Date.now()
      await send(title)
      taken.push((await (await seen).jsonValue()) - sentAt)
    }
    const sorted = taken.toSorted((a, b) => a - b)
    return row(
      `a report sent to its line in a queue on the screen, ${streams} streams beside it: median / p95 / worst`,
      [quantile(sorted, 0.5), quantile(sorted, 0.95), sorted.at(-1)!].map(milliseconds).join(' / '),
      'p95 ≤ 500 ms',
    )
  } finally {
    await browser.close()
  }
}
