import type { App } from '../../server/app-types.ts'

type Headers = Record<string, string>
type Ask = (app: App, other: number, headers: Headers) => Promise<number>

/** The address of an upload that the test's own administrator begins. */
async function uploadOfAnother(app: App): Promise<string> {
  const url = `/api/uploads/${crypto.randomUUID()}`
  await app.inject({ method: 'PUT', url, payload: { size: 1 } })
  return url
}

/** Routes about what people keep for themselves: whatever the role, the answer to what is somebody else's
 *  (`other`); asked by own-only.test.ts. */
export const OWN_ONLY: Record<string, { ask: Ask; expected: number }> = {
  'put /api/uploads/{id}': {
    ask: async (app, _, headers) => {
      const url = `/api/uploads/${crypto.randomUUID()}`
      return (await app.inject({ method: 'PUT', url, headers, payload: { size: 1 } })).statusCode
    },
    expected: 200,
  },
  'get /api/uploads/{id}': {
    ask: async (app, _, headers) =>
      (await app.inject({ url: await uploadOfAnother(app), headers })).statusCode,
    expected: 404,
  },
  'patch /api/uploads/{id}': {
    ask: async (app, _, headers) => {
      const part = {
        payload: Buffer.from('x'),
        headers: { ...headers, 'content-type': 'application/octet-stream' },
      }
      const url = `${await uploadOfAnother(app)}?start=0`
      return (await app.inject({ method: 'PATCH', url, ...part })).statusCode
    },
    expected: 404,
  },
  'get /api/filters': {
    ask: async (app, _, headers) => (await app.inject({ url: '/api/filters', headers })).json().items.length,
    expected: 0,
  },
  'post /api/filters': {
    ask: async (app, _, headers) => {
      const payload = { name: 'mine', query: {} }
      const added = await app.inject({ method: 'POST', url: '/api/filters', headers, payload })
      // None of one's own may be left for the route above.
      await app.inject({ method: 'DELETE', url: `/api/filters/${added.json().id}`, headers })
      return added.statusCode
    },
    expected: 201,
  },
  'put /api/filters/{id}': {
    ask: async (app, other, headers) => {
      const payload = { name: 'x', query: {} }
      return (await app.inject({ method: 'PUT', url: `/api/filters/${other}`, headers, payload })).statusCode
    },
    expected: 404,
  },
  'delete /api/filters/{id}': {
    ask: async (app, other, headers) =>
      (await app.inject({ method: 'DELETE', url: `/api/filters/${other}`, headers })).statusCode,
    expected: 404,
  },
  'get /api/operators/own': {
    ask: async (app, _, headers) =>
      (await app.inject({ url: '/api/operators/own', headers })).json().operator === null ? 0 : 1,
    expected: 0,
  },
}
