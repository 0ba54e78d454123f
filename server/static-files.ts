import { basename, dirname, resolve } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { App } from './app-types.ts'
import type { Basemap } from './config.ts'

/** Serves the built web application, and the basemap file where there is one (by byte ranges, as PMTiles asks). */
export async function staticFiles(
  app: App,
  files: { webFolder: string; basemap: Basemap | null },
): Promise<void> {
  await app.register(fastifyStatic, {
    root: resolve(files.webFolder),
    wildcard: true,
    cacheControl: false,
    setHeaders: (response, path) => {
      // Vite names assets by their content, so they never change; the page that names them is always asked for anew.
      const lasting = dirname(path).endsWith('assets')
      response.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // The page reads from its address which screen to show.
  for (const screen of [
    '/incidents',
    '/operators',
    '/boundaries',
    '/displays',
    '/accounts',
    '/calendar',
    '/evaluation',
    '/evaluation/*',
  ]) {
    app.get(screen, { schema: { hide: true } }, (_request, reply) => reply.sendFile('index.html'))
  }
  // The operators' phones have a page of their own, which they keep for where there is no network.
  app.get('/duty', { schema: { hide: true } }, (_request, reply) => reply.sendFile('duty.html'))
  // So have the screens of a command centre, which nobody touches.
  app.get('/wall', { schema: { hide: true } }, (_request, reply) => reply.sendFile('wall.html'))
  // And the page on which a household answers a survey, which is small and tells nobody anything.
  app.get('/survey', { schema: { hide: true } }, (_request, reply) => reply.sendFile('survey.html'))
  // And the public, who have no account.
  for (const path of ['/report', '/report/track', '/report/map', '/report/poster'])
    app.get(path, { schema: { hide: true } }, (_request, reply) => reply.sendFile('report.html'))
  const { basemap } = files
  if (basemap?.kind !== 'pmtiles') return
  app.get('/basemap.pmtiles', { schema: { hide: true } }, (_request, reply) =>
    reply.sendFile(basename(basemap.file), dirname(resolve(basemap.file)), { cacheControl: false }),
  )
}
