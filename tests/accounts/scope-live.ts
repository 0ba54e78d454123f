import { expect } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { LiveReader } from '../support/live-reader.ts'
import { get } from '../support/server.ts'
import { CANARIES, type Headers, type Told } from './scope-viewers.ts'

/** Rows of the scope matrix (scope.test.ts) about streams and walls: whoever may not look at walls is told nothing. */
export function liveRoutes(
  app: () => App,
  url: () => string,
): Record<string, (headers: Headers) => Promise<Exclude<Told, string>>> {
  return {
    // The steps of N1 come last: whoever has read one of them has been passed all the others.
    'get /api/live': async ({ cookie }) => {
      const reader = await LiveReader.open(url(), cookie!, 0)
      await expect.poll(() => reader.steps.map(({ data }) => data['number'])).toContain('N1')
      reader.close()
      return CANARIES.filter((name) => reader.steps.some(({ data }) => data['number'] === name))
    },
    'get /api/wall/picture': async (headers) => {
      const { status, body } = await get(app(), '/api/wall/picture', headers)
      const text = JSON.stringify(body)
      return status === 403 ? [] : CANARIES.filter((name) => text.includes(`"${name}"`))
    },
    'get /api/wall/live': async ({ cookie }) => {
      const reader = await LiveReader.open(url(), cookie!, 0, '/api/wall/live')
      if (reader.status === 200)
        await expect.poll(() => reader.steps.map(({ data }) => data['number'])).toContain('N1')
      else expect(reader.status).toBe(403)
      reader.close()
      return CANARIES.filter((name) => reader.steps.some(({ data }) => data['number'] === name))
    },
  }
}
