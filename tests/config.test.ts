import { describe, expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'

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
      timeZone: 'Asia/Shanghai',
      mostStreams: 2000,
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
  ])('%o stops start-up in words', (environment, words) => {
    expect(() => readConfig(environment)).toThrow(words)
  })

  it('never repeats a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:secret@h/d' })).not.toThrow('secret')
  })
})
