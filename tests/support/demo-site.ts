import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './server-process.ts'

/** The product as it comes, with the demonstration county: built and loaded once for all browser tests, read only. */
export async function startDemoSite(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-demo-'))
  try {
    const server = await startServer({ WANGGE_DATA: folder, WANGGE_DEMO: '1' })
    return {
      url: server.url,
      async stop() {
        await server.stop()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
}
