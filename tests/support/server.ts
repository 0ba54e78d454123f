import type { App } from '../../server/app-types.ts'
import { buildApp } from '../../server/app.ts'
import type { Config } from '../../server/config.ts'
import type { Db, OpenDatabase } from '../../server/db/connect.ts'
import { Keyring } from '../../server/secret/keyring.ts'
import { signedIn } from './accounts.ts'
import { asServed } from './databases.ts'

/** What seals contact details in tests. */
export const testKeyring = new Keyring([Buffer.from('wangge test secret of 32 bytes !')])

/** No basemap, no proxy, no logs. */
export const plainConfig = {
  basemap: null,
  proxy: null,
  publicUrl: null,
  openId: null,
  timeZone: 'Asia/Shanghai',
  mostStreams: 2000,
  keyring: testKeyring,
  contactDays: 30,
  proofBits: 6,
  logLevel: 'silent',
}

/**
 * The server without a web application, silent, ready for `inject`, as the role that serves: every request is the administrator's, unless it
 * brings a cookie of its own (`cookie: ''` is nobody's).
 */
export async function openServer(
  db: Db,
  {
    listen = null,
    ...config
  }: { listen?: OpenDatabase['listen'] | null } & Partial<
    Pick<Config, 'mostStreams' | 'keyring' | 'publicUrl' | 'openId'>
  > = {},
): Promise<App> {
  const app = await buildApp({
    db: asServed(db),
    listen,
    config: { ...plainConfig, ...config },
    webFolder: null,
  })
  await app.ready()
  const { cookie, csrf } = await signedIn(db, 'test-administrator', [{ role: 'administrator', area: null }])
  const inject = app.inject.bind(app)
  app.inject = ((options: { headers?: Record<string, string> }) =>
    inject({ ...options, headers: { cookie, 'x-csrf-token': csrf, ...options.headers } })) as App['inject']
  return app
}

/** Asks for JSON and gives status and body. */
export async function get(app: App, url: string, headers: Record<string, string> = {}) {
  const response = await app.inject({ url, headers })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}
