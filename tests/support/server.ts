import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import type { Db } from '../../server/db/connect.ts'

/** The server without a web application, silent, ready for `inject`. */
export async function openServer(db: Db): Promise<App> {
  const config = { basemap: null, timeZone: 'Asia/Shanghai', logLevel: 'silent' }
  const app = await buildApp({ db, config, webFolder: null })
  await app.ready()
  return app
}

/** Asks for JSON and gives status and body. */
export async function get(app: App, url: string) {
  const response = await app.inject({ url })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}
