import type { TestProject } from 'vitest/node'
import { buildWeb } from '../../server/build-web.ts'
import { browserSource, findBrowser } from './browser-program.ts'
import { makeDemoFolder, removeFolder, startDemoSite } from './demo-site.ts'
import { pgliteTemplate } from './pglite-template.ts'
import { translateServer } from './plain-program.ts'
import { findPostgresPrograms } from './postgres-programs.ts'
import { onDemand, shareThings } from './shared-things.ts'
import { startDatabaseMaker, type PostgresSource } from './test-databases.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where test files ask for what they share. */
    sharedUrl: string
    hasPostgres: boolean
    hasBrowser: boolean
  }
}

/** Runs once, before all tests: finds out what this machine has, and shares what is dear to make. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  translateServer()
  process.env['WANGGE_PLAIN_PROGRAM'] = '1'
  const source = findPostgres()
  const hasBrowser = browserSource() !== null
  if (!hasBrowser) {
    absent(
      'REQUIRE_BROWSER',
      'Browser tests do not run: CHROME_PATH is not set, no Chromium is installed, and the one of the tests is for Linux x64.',
    )
  }
  const databases = onDemand(() => {
    if (source === null) throw new Error('There is no PostgreSQL with PostGIS here.')
    return startDatabaseMaker(source)
  })
  const template = onDemand(pgliteTemplate)
  const browser = onDemand(findBrowser)
  // Built once, before any server starts: two that find the build stale would build into one folder.
  const web = onDemand(() => buildWeb(() => {}))
  const demoFolder = onDemand(() => web.get().then(makeDemoFolder))
  const site = onDemand(() => demoFolder.get().then(startDemoSite))
  const shared = await shareThings({
    postgres: async () => (await databases.get()).create(),
    'pglite-template': template.get,
    browser: browser.get,
    web: web.get,
    'demo-folder': demoFolder.get,
    'demo-site': async () => ({ url: (await site.get()).url }),
  })
  project.provide('sharedUrl', shared.url)
  project.provide('hasPostgres', source !== null)
  project.provide('hasBrowser', hasBrowser)
  return async () => {
    await shared.close()
    // What failed to start has been reported by the test that asked for it.
    const stopping = [databases.made(), site.made()].map(async (thing) =>
      (await thing?.catch(() => null))?.stop(),
    )
    await Promise.all(stopping)
    await demoFolder.made()?.then(removeFolder, () => {})
  }
}

function findPostgres(): PostgresSource | null {
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { url }
  const programs = findPostgresPrograms()
  if (programs) return { programs }
  absent(
    'REQUIRE_POSTGIS',
    'Tests on PostgreSQL + PostGIS do not run: TEST_DATABASE_URL is not set, and no server programs of PostgreSQL 15 or newer with PostGIS were found.',
  )
  return null
}

/** Says that something is absent; where the setting is 1 that fails the run. */
function absent(setting: string, message: string): void {
  if (process.env[setting] === '1') throw new Error(`${message} ${setting}=1 makes that a failure.`)
  process.stderr.write(`${message}\n`)
}
