const ADMINISTRATORS = ['administrator']

/** Keys of apps that speak Open311, by the viewers that they are for. A name of nothing but space is none, and there is no key 999. */
export const OF_APP_KEYS: Record<string, { url: string; payload?: object; for: string[]; status: number }> = {
  'get /api/open311/keys': { url: '/api/open311/keys', for: ADMINISTRATORS, status: 200 },
  'post /api/open311/keys': {
    url: '/api/open311/keys',
    payload: { name: ' ' },
    for: ADMINISTRATORS,
    status: 400,
  },
  'delete /api/open311/keys/{id}': { url: '/api/open311/keys/999', for: ADMINISTRATORS, status: 400 },
}
