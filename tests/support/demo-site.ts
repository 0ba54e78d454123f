import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask } from './ask.ts'
import { startServer } from './server-process.ts'

export type DemoSite = { url: string; stop(): Promise<void> }

/**
 * A folder of data with the demonstration county, as the first start of the product makes it. Made once for all tests, for a
 * copy of it takes a moment.
 */
export async function makeDemoFolder(): Promise<string> {
  return inFolder(async (folder) => {
    const server = await startServer(demoSettings(folder))
    await server.stop()
    return folder
  })
}

/** The product with the demonstration county, on a copy of that folder. */
export async function startDemoSite(demoFolder: string): Promise<DemoSite> {
  return inFolder(async (folder) => {
    cpSync(demoFolder, folder, { recursive: true })
    const server = await startServer(demoSettings(folder))
    return {
      url: server.url,
      async stop() {
        await server.stop()
        removeFolder(folder)
      },
    }
  })
}

/** The same for one test file, which may change what is in it. */
export async function startOwnDemoSite(): Promise<DemoSite> {
  return startDemoSite(await ask<string>('demo-folder'))
}

/** A copy of that folder, to be removed by whoever asked for it. */
export async function copyOfDemoFolder(): Promise<string> {
  const demoFolder = await ask<string>('demo-folder')
  return inFolder(async (folder) => {
    cpSync(demoFolder, folder, { recursive: true })
    return folder
  })
}

export function demoSettings(folder: string): Record<string, string> {
  return { WANGGE_DATA: folder, WANGGE_DEMO: '1' }
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** A new folder to work with, which goes again where that fails. */
async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'wangge-demo-'))
  try {
    return await work(folder)
  } catch (error) {
    removeFolder(folder)
    throw error
  }
}
