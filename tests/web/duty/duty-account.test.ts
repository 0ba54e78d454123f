import { expect, it } from 'vitest'
import { DutyAccount } from '../../../web/duty/state/duty-account.svelte.ts'
import type { Viewer } from '../../../web/duty/store/device-store.ts'
import type { Session } from '../../../web/state/session.svelte.ts'

it('remembers whom the server named, also where the device says only later who was here before', async () => {
  let sayWhoWasHere: (viewer: Viewer | null) => void = () => {}
  const last = new Promise<Viewer | null>((resolve) => (sayWhoWasHere = resolve))
  const viewer: Viewer = { name: 'operator', csrf: 'x', hasPassword: true, grants: [], areas: [] }
  const session = { viewer: viewer as Viewer | null, known: true, refresh: async () => {} }
  const account = new DutyAccount(session as Session, last)
  account.remember()

  sayWhoWasHere(null)
  await last
  session.viewer = null
  expect(account.expired).toBe(true)
})
