import { existsSync } from 'node:fs'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { readOpenId, type OpenIdSettings } from './accounts/openid/settings.ts'
import { StartError } from './errors.ts'
import { Keyring } from './secret/keyring.ts'
import { readSecret, SECRET_FORM } from './secret/read-secret.ts'

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
  WANGGE_OIDC_ISSUER: Type.Optional(Type.String({ minLength: 1 })),
  WANGGE_OIDC_CLIENT_ID: Type.Optional(Type.String({ minLength: 1 })),
  WANGGE_OIDC_CLIENT_SECRET: Type.Optional(Type.String({ minLength: 1 })),
  WANGGE_OIDC_NAME: Type.Optional(Type.String({ maxLength: 40 })),
  WANGGE_OIDC_CLAIM: Type.Optional(Type.String({ maxLength: 200 })),
  WANGGE_OIDC_SCOPE: Type.Optional(Type.String({ pattern: '^[!-~]+( [!-~]+)*$' })),
  WANGGE_TIME_ZONE: Type.String({ minLength: 1, default: 'Asia/Shanghai' }),
  WANGGE_STREAMS: Type.Integer({ minimum: 1, maximum: 100_000, default: 2000 }),
  WANGGE_SECRET: Type.Optional(Type.String()),
  WANGGE_SECRET_OLD: Type.Optional(Type.String()),
  WANGGE_CONTACT_DAYS: Type.Integer({ minimum: 1, maximum: 3650, default: 30 }),
  WANGGE_PROOF_BITS: Type.Integer({ minimum: 0, maximum: 24, default: 18 }),
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
  WANGGE_OIDC_ISSUER: 'the address of the provider, like https://login.county.example/realms/county',
  WANGGE_OIDC_CLIENT_ID: 'the name by which the provider knows Wangge',
  WANGGE_OIDC_CLIENT_SECRET: 'the secret that the provider gave for it',
  WANGGE_OIDC_NAME: 'what people call the provider, in at most 40 characters',
  WANGGE_OIDC_CLAIM: 'the claim that names an account, like preferred_username',
  WANGGE_OIDC_SCOPE: 'scopes with single spaces between them, like "openid profile"',
  WANGGE_TIME_ZONE: 'an IANA time zone like Asia/Shanghai',
  WANGGE_STREAMS: 'how many live streams are served at once, from 1 to 100000',
  WANGGE_SECRET: SECRET_FORM,
  WANGGE_SECRET_OLD: `secrets of before, with commas between: each ${SECRET_FORM}`,
  WANGGE_CONTACT_DAYS:
    "how many days after an incident's end its reporter's contact details are erased, from 1 to 3650",
  WANGGE_PROOF_BITS:
    'how hard the puzzle before a report of the public is, from 0 (none) to 24, each twice as hard as the one before',
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
  /** Where people sign in elsewhere; null: with passwords only. */
  openId: OpenIdSettings | null
  timeZone: string
  /** How many live streams are served at once. */
  mostStreams: number
  /** What seals contact details; null: nothing can. The keys in it show nowhere. */
  keyring: Keyring | null
  /** Contact details are erased so many days after the end of their incident. */
  contactDays: number
  /** A report without an account costs its sender the search for a hash that begins with so many zero bits. */
  proofBits: number
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
    openId: readOpenId(settings, settings.WANGGE_PUBLIC_URL ?? null),
    timeZone: readTimeZone(settings.WANGGE_TIME_ZONE),
    mostStreams: settings.WANGGE_STREAMS,
    keyring: readKeyring(settings.WANGGE_SECRET, settings.WANGGE_SECRET_OLD),
    contactDays: settings.WANGGE_CONTACT_DAYS,
    proofBits: settings.WANGGE_PROOF_BITS,
    logLevel: settings.LOG_LEVEL,
  }
}

function readKeyring(present: string | undefined, old: string | undefined): Keyring | null {
  if (present === undefined) {
    if (old === undefined) return null
    throw new StartError('WANGGE_SECRET_OLD is read beside WANGGE_SECRET only, but that is missing.')
  }
  const older = old?.split(',').map((secret) => readSecret(secret, 'Each of WANGGE_SECRET_OLD')) ?? []
  return new Keyring([readSecret(present, 'WANGGE_SECRET'), ...older])
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
