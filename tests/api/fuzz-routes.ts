// Rows of the storm (fuzz.test.ts), a route each.

/** How often each route is asked: more where its inputs have more parts; sign-ins and writes below their limits. */
export const RUNS: Record<string, number> = {
  'get /healthz': 10,
  'get /readyz': 10,
  'post /api/session': 50,
  'get /api/session': 40,
  'delete /api/session': 40,
  'get /api/county': 30,
  'get /api/areas': 30,
  'get /api/areas/{code}': 80,
  'get /api/locate': 80,
  'get /api/units': 30,
  'get /tiles/areas.json': 30,
  'get /tiles/areas/{release}/{z}/{x}/{y}.mvt': 150,
  'get /api/incidents': 400,
  'post /api/incidents': 400,
  'get /api/incidents/{id}': 80,
  'get /api/incidents.arrow': 150,
  'get /api/summary': 150,
  'get /api/incidents/{id}/life': 80,
  'post /api/incidents/{id}/actions': 800,
  'post /api/incidents/actions': 250,
  'get /api/queue': 100,
  'get /api/similar': 100,
  'get /api/live': 100,
  'get /api/coverage': 80,
  'get /api/coverage/cells': 80,
  'get /api/incidents/export': 60,
  'get /api/incidents/{id}/photos': 60,
  'get /api/incidents/{id}/photos/{photo}': 60,
  'post /api/incidents/{id}/photos': 30,
  'get /api/accounts': 20,
  'post /api/accounts': 40,
  'post /api/accounts/{name}/grants': 30,
  'delete /api/accounts/{name}/grants': 20,
  'post /api/accounts/{name}/password': 15,
  'delete /api/accounts/{name}/sessions': 15,
  'get /api/calendar': 40,
  'put /api/calendar/days': 60,
  'delete /api/calendar/days': 50,
  'put /api/calendar/hours': 50,
  // Last: guests may have another password afterwards.
  'post /api/session/password': 20,
}

/** Where what is drawn seldom fits together: a photo and its incident, a role with what it needs and somebody who has it, a body that is an image. */
export const SELDOM_WELL = new Set([
  'get /api/incidents/{id}/photos/{photo}',
  'post /api/incidents/{id}/photos',
  'post /api/accounts/{name}/grants',
  'delete /api/accounts/{name}/grants',
])
