import { existsSync } from 'node:fs'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { StartError } from './errors.ts'

/** Every setting of the environment, with its default. Read once, at start; wrong values stop start-up. */
const Environment = Type.Object({
  PORT: Type.Integer({ minimum: 0, maximum: 65535, default: 3000 }),
  HOST: Type.String({ minLength: 1, default: '127.0.0.1' }),
  DATABASE_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  DATABASE_OWNER_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
  WANGGE_DATA: Type.String({ minLength: 1, default: '.wangge' }),
  WANGGE_DEMO: Type.Optional(Type.Union([Type.Literal('0'), Type.Literal('1')])),
  WANGGE_ALLOW_SUPERUSER: Type.Union([Type.Literal('0'), Type.Literal('1')], { default: '0' }),
  WANGGE_BASEMAP: Type.Optional(Type.String({ minLength: 1 })),
  WANGGE_PROXY: Type.Optional(Type.String({ pattern: '^(loopback|[0-9a-fA-F.:/, ]+)$' })),
  WANGGE_PUBLIC_URL: Type.Optional(Type.String({ pattern: '^https?://[^/]+/?$' })),
  WANGGE_TIME_ZONE: Type.String({ minLength: 1, default: 'Asia/Shanghai' }),
  WANGGE_STREAMS: Type.Integer({ minimum: 1, maximum: 100_000, default: 2000 }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], { default: 'info' }),
})

/** What each setting expects, in words, for the message when it is wrong. */
const EXPECTED: Record<keyof Static<typeof Environment>, string> = {
  PORT: 'a port number from 0 to 65535',
  HOST: 'an address to listen on',
  DATABASE_URL: 'postgres://user:password@host:port/database',
  DATABASE_OWNER_URL: 'postgres://owner:password@host:port/database',
  WANGGE_DATA: 'a folder',
  WANGGE_DEMO: '0 or 1',
  WANGGE_ALLOW_SUPERUSER: '0 or 1',
  WANGGE_BASEMAP: 'a .pmtiles file, a raster URL with {z}/{x}/{y}, or a style URL',
  WANGGE_PROXY: 'loopback, or the address or range of the proxy in front',
  WANGGE_PUBLIC_URL: 'the address that people type, like https://wangge.example',
  WANGGE_TIME_ZONE: 'an IANA time zone like Asia/Shanghai',
  WANGGE_STREAMS: 'how many live streams are served at once, from 1 to 100000',
  LOG_LEVEL: 'fatal, error, warn, info, debug or silent',
}

export type Basemap =
  { kind: 'pmtiles'; file: string } | { kind: 'raster'; url: string } | { kind: 'style'; url: string }

export type Config = {
  port: number
  host: string
  databaseUrl: string | null
  /** The role that owns the tables, for migrations and commands; null: the same as `databaseUrl`. */
  ownerUrl: string | null
  /** The name of the role that serves, where the owner is another. */
  application: string | null
  /** Whether it may serve as a role that no policy of the database holds. */
  allowSuperuser: boolean
  dataFolder: string
  demo: boolean
  basemap: Basemap | null
  /** The proxy whose word is taken for where a request comes from; null: nobody's. */
  proxy: string | null
  /** The address that people type, where a proxy stands in front; null: the one that a request names. */
  publicUrl: string | null
  timeZone: string
  /** How many live streams are served at once. */
  mostStreams: number
  logLevel: string
}

/** Reads the settings; throws a StartError that names the setting, what is expected and what came. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given: Record<string, string> = {}
  for (const name of Object.keys(Environment.properties)) {
    const value = environment[name]
    if (value !== undefined && value !== '') given[name] = value
  }
  const values = Value.Default(Environment, Value.Convert(Environment, { ...given }))
  const fault = [...Value.Errors(Environment, values)][0]
  if (fault) {
    const name = fault.instancePath.split('/')[1] as keyof typeof EXPECTED
    const shown = name.startsWith('DATABASE') ? 'something else' : JSON.stringify(given[name])
    throw new StartError(`${name} must be ${EXPECTED[name]}, but it is ${shown}.`)
  }
  const settings = values as Static<typeof Environment>
  return {
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL ?? null,
    ownerUrl: settings.DATABASE_OWNER_URL ?? null,
    application: readApplication(settings.DATABASE_URL, settings.DATABASE_OWNER_URL),
    allowSuperuser: settings.WANGGE_ALLOW_SUPERUSER === '1',
    dataFolder: settings.WANGGE_DATA,
    demo: settings.WANGGE_DEMO === undefined ? !settings.DATABASE_URL : settings.WANGGE_DEMO === '1',
    basemap: settings.WANGGE_BASEMAP === undefined ? null : readBasemap(settings.WANGGE_BASEMAP),
    proxy: settings.WANGGE_PROXY ?? null,
    publicUrl: settings.WANGGE_PUBLIC_URL ?? null,
    timeZone: readTimeZone(settings.WANGGE_TIME_ZONE),
    mostStreams: settings.WANGGE_STREAMS,
    logLevel: settings.LOG_LEVEL,
  }
}

function readApplication(url: string | undefined, ownerUrl: string | undefined): string | null {
  if (ownerUrl === undefined) return null
  const name = url !== undefined && URL.canParse(url) ? decodeURIComponent(new URL(url).username) : ''
  if (name !== '') return name
  throw new StartError(
    'DATABASE_OWNER_URL goes with a DATABASE_URL that names the role that serves, like ' +
      'postgres://user:password@host:port/database, but it names none.',
  )
}

function readBasemap(setting: string): Basemap {
  if (/^https?:\/\//.test(setting)) {
    return { kind: setting.includes('{z}') ? 'raster' : 'style', url: setting }
  }
  if (!setting.endsWith('.pmtiles') || !existsSync(setting)) {
    throw new StartError(
      `WANGGE_BASEMAP must be ${EXPECTED.WANGGE_BASEMAP}, but ${setting} is none of these.`,
    )
  }
  return { kind: 'pmtiles', file: setting }
}

function readTimeZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new StartError(`WANGGE_TIME_ZONE must be ${EXPECTED.WANGGE_TIME_ZONE}, but it is "${name}".`)
  }
}
