import { svelte } from '@sveltejs/vite-plugin-svelte'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { precache, WORKER_ENTRY } from './web/shell/precache-plugin.ts'

const api = `http://127.0.0.1:${process.env['PORT'] ?? 3000}`

/** Pages of their own, at addresses without an ending: as the server serves them, in development too. */
const OWN_PAGES = /^\/(duty|wall|survey|report)(?:\/[a-z]+)?\/?(?=$|\?)/

function ownPages(): Plugin {
  return {
    name: 'own-pages',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        request.url = request.url?.replace(OWN_PAGES, '/$1.html')
        next()
      })
    },
  }
}

export default defineConfig({
  root: 'web',
  plugins: [svelte(), ownPages(), precache()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      input: {
        index: 'web/index.html',
        duty: 'web/duty.html',
        wall: 'web/wall.html',
        survey: 'web/survey.html',
        report: 'web/report.html',
        [WORKER_ENTRY]: 'web/shell/service-worker.ts',
      },
      output: {
        // It becomes the workers of the pages, each of which has one address for all its versions.
        entryFileNames: ({ name }) => (name === WORKER_ENTRY ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
    // MapLibre and deck.gl are large by nature.
    chunkSizeWarningLimit: 2000,
  },
  // With their slash: /api.ts is a file of the page.
  server: { proxy: Object.fromEntries(['/api/', '/tiles/', '/basemap.pmtiles'].map((path) => [path, api])) },
  test: {
    root: '.',
    include: ['tests/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    // What must become true may take its time where graphics are drawn by software on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    // Modules are loaded once for each worker: what a test changes in them, it puts back.
    isolate: false,
    globalSetup: ['tests/support/global-setup.ts'],
  },
})
