import { describe, expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'

const SECRET = '0123456789abcdef'.repeat(4)

describe('settings', () => {
  it('have defaults for a laptop: loopback, embedded database, demonstration county', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      ownerUrl: null,
      application: null,
      allowSuperuser: false,
      dataFolder: '.wangge',
      demo: true,
      basemap: null,
      proxy: null,
      publicUrl: null,
      openId: null,
      timeZone: 'Asia/Shanghai',
      mostStreams: 2000,
      keyring: null,
      contactDays: 30,
      proofBits: 18,
      logLevel: 'info',
    })
  })

  it('do not load the demonstration county into a PostgreSQL unless asked', () => {
    const url = 'postgres://localhost/wangge'
    expect(readConfig({ DATABASE_URL: url }).demo).toBe(false)
    expect(readConfig({ DATABASE_URL: url, WANGGE_DEMO: '1' }).demo).toBe(true)
  })

  it('tell the role that owns the tables from the one that serves', () => {
    const DATABASE_OWNER_URL = 'postgres://owner@h/d'
    const read = readConfig({ DATABASE_URL: 'postgres://li%40town:x@h/d', DATABASE_OWNER_URL })
    expect(read).toMatchObject({ application: 'li@town', ownerUrl: DATABASE_OWNER_URL })
    expect(() => readConfig({ DATABASE_URL: 'postgres://h/d', DATABASE_OWNER_URL })).toThrow('names none')
  })

  it('treat an empty value as none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' }).port).toBe(3000)
  })

  it('tell rasters from styles', () => {
    expect(readConfig({ WANGGE_BASEMAP: 'http://tiles/{z}/{x}/{y}.png' }).basemap?.kind).toBe('raster')
    expect(readConfig({ WANGGE_BASEMAP: 'http://tiles/style.json' }).basemap?.kind).toBe('style')
  })

  it.each([
    [{ PORT: 'eighty' }, 'PORT must be a port number'],
    [{ PORT: '99999' }, '"99999"'],
    [{ WANGGE_DEMO: 'yes' }, 'WANGGE_DEMO must be 0 or 1, but it is "yes"'],
    [{ DATABASE_URL: 'mysql://u:secret@h/d' }, 'postgres://user:password@host:port/database'],
    [{ DATABASE_OWNER_URL: 'postgres://o:secret@h/d' }, 'DATABASE_OWNER_URL goes with a DATABASE_URL'],
    [{ WANGGE_ALLOW_SUPERUSER: 'yes' }, 'WANGGE_ALLOW_SUPERUSER must be 0 or 1'],
    [{ WANGGE_BASEMAP: '/nowhere/map.pmtiles' }, 'WANGGE_BASEMAP must be a .pmtiles file'],
    [{ WANGGE_TIME_ZONE: 'Mars/Olympus' }, 'Mars/Olympus'],
    [{ WANGGE_PUBLIC_URL: 'wangge.example' }, 'WANGGE_PUBLIC_URL must be the address that people type'],
    [{ WANGGE_PROXY: 'my proxy' }, 'WANGGE_PROXY must be loopback, or the address'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal'],
    [{ WANGGE_CONTACT_DAYS: '0' }, 'from 1 to 3650, but it is "0"'],
    [{ WANGGE_SECRET: 'c0ffee' }, 'WANGGE_SECRET must be 64 hexadecimal digits'],
    [{ WANGGE_SECRET: 'c0ffee' }, 'but it has 6 characters.'],
    [{ WANGGE_SECRET: 'x'.repeat(64) }, 'but it has other characters than these.'],
    [{ WANGGE_SECRET: '01'.repeat(32) }, 'but it is not random.'],
    [{ WANGGE_SECRET_OLD: SECRET }, 'WANGGE_SECRET_OLD is read beside WANGGE_SECRET only'],
    [{ WANGGE_SECRET: SECRET, WANGGE_SECRET_OLD: `${SECRET},x` }, 'but it has 1 characters.'],
  ])('%o stops start-up in words', (environment, words) => {
    expect(() => readConfig(environment)).toThrow(words)
  })

  it('never repeats a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' })).not.toThrow('secret')
    for (const WANGGE_SECRET of [`${SECRET}ff`, 'c0ffee', 'correct horse battery staple'])
      expect(() => readConfig({ WANGGE_SECRET })).not.toThrow(WANGGE_SECRET)
  })

  it('have one secret that seals, and older ones that open', () => {
    const older = ['1032547698badcfe'.repeat(4), '2301674589abefcd'.repeat(4)]
    const { keyring } = readConfig({ WANGGE_SECRET: SECRET, WANGGE_SECRET_OLD: older.join(', ') })
    const ids = [SECRET, ...older].map((secret) => readConfig({ WANGGE_SECRET: secret }).keyring!.keyId)
    expect(keyring!.keyIds).toEqual(ids)
  })
})

describe('settings of a provider of OpenID Connect', () => {
  const few = {
    WANGGE_PUBLIC_URL: 'https://wangge.example',
    WANGGE_OIDC_ISSUER: 'https://login.example/realms/county',
    WANGGE_OIDC_CLIENT_ID: 'wangge',
  }

  it('are three, and the rest has defaults', () => {
    expect(readConfig(few).openId).toEqual({
      issuer: 'https://login.example/realms/county',
      clientId: 'wangge',
      clientSecret: null,
      name: null,
      claim: 'preferred_username',
      scope: 'openid profile',
    })
    const issuers = ['http://127.0.0.1:8080/realms/x', 'http://localhost:8080', 'http://[::1]:8080/']
    for (const issuer of issuers) {
      expect(readConfig({ ...few, WANGGE_OIDC_ISSUER: issuer }).openId?.issuer).toBe(issuer)
    }
  })

  it.each<[Record<string, string>, string]>([
    [
      { WANGGE_PUBLIC_URL: '' },
      'WANGGE_OIDC_ISSUER goes with WANGGE_PUBLIC_URL, but WANGGE_PUBLIC_URL is missing',
    ],
    [{ WANGGE_OIDC_CLIENT_ID: '' }, 'WANGGE_OIDC_ISSUER goes with WANGGE_OIDC_CLIENT_ID, but'],
    [{ WANGGE_OIDC_ISSUER: '' }, 'WANGGE_OIDC_CLIENT_ID goes with WANGGE_OIDC_ISSUER, but'],
    [
      { WANGGE_OIDC_ISSUER: '', WANGGE_OIDC_CLIENT_ID: '', WANGGE_OIDC_CLIENT_SECRET: 'hidden' },
      'WANGGE_OIDC_CLIENT_SECRET goes with WANGGE_OIDC_ISSUER, but',
    ],
    [{ WANGGE_OIDC_ISSUER: 'login.example' }, 'WANGGE_OIDC_ISSUER must be an address of HTTPS'],
    [{ WANGGE_OIDC_ISSUER: 'http://login.example' }, 'of plain HTTP on this machine only'],
    [{ WANGGE_OIDC_ISSUER: 'http://127.0.0.1.evil.example' }, 'of plain HTTP on this machine only'],
    [{ WANGGE_OIDC_ISSUER: 'https://login.example/?x=1' }, 'without query'],
    [{ WANGGE_OIDC_SCOPE: 'profile email' }, 'must have "openid" among its words'],
    [{ WANGGE_OIDC_SCOPE: 'openid  profile' }, 'with single spaces'],
    [{ WANGGE_OIDC_NAME: 'x'.repeat(41) }, 'at most 40 characters'],
  ])('%o stop start-up in words, and no secret is repeated', (change, words) => {
    const environment = { ...few, WANGGE_OIDC_CLIENT_SECRET: 'hidden', ...change }
    expect(() => readConfig(environment)).toThrow(words)
    expect(() => readConfig(environment)).not.toThrow('hidden')
  })
})
