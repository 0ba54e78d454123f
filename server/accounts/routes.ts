import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '../app-types.ts'
import type { AreaCache } from '../areas/area-cache.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { adminRoutes } from './admin-routes.ts'
import { accountContract, type SessionState } from './contract.ts'
import { cookieName, cookieOptions } from './cookie.ts'
import { openIdContract } from './openid/contract.ts'
import { leftCookie, openIdRoutes, openIdUrl } from './openid/routes.ts'
import { deleteSession, listAccounts, type Grant, type ListedAccount } from './queries.ts'
import { rootsOf } from './scope.ts'
import { Door } from './sign-in.ts'
import { hashToken } from './token.ts'
import { readViewer, type Viewer } from './viewer.ts'

/** From one address; many people of an office share one. */
const SIGN_INS = { max: 60, timeWindow: '1 minute' }

type Dependencies = { db: Db; areas: AreaCache; config: Pick<Config, 'publicUrl' | 'openId' | 'timeZone'> }

export function accountRoutes(app: App, { db, areas, config }: Dependencies): void {
  const { publicUrl } = config
  const cookie = cookieName(publicUrl)
  const options = cookieOptions(publicUrl)
  const door = new Door(db)
  const left = leftCookie(config)
  const openId = config.openId && {
    name: config.openId.name,
    url: openIdUrl(config, openIdContract.begin.url),
  }
  adminRoutes(app, { db, door, publicUrl })
  openIdRoutes(app, { db, door, config, enter })
  const answer = async (viewer: Viewer | null): Promise<SessionState> => {
    const index = await areas.current()
    return viewer === null
      ? { viewer, openId, demoAccounts: describeDemo(await listAccounts(db), index) }
      : { viewer: describeViewer(viewer, index), openId, demoAccounts: [] }
  }
  async function enter(request: FastifyRequest, reply: FastifyReply, token: string): Promise<void> {
    // Who signs in again leaves the session before.
    const before = request.cookies[cookie]
    if (before !== undefined) await deleteSession(db, hashToken(before))
    reply.setCookie(cookie, token, options)
  }

  app.route({
    ...accountContract.signIn,
    config: { open: true, rateLimit: SIGN_INS },
    handler: async (request, reply) => {
      const token = await door.signIn(request.body.username, request.body.password)
      await enter(request, reply, token)
      return answer(await readViewer(db, token, config.timeZone))
    },
  })

  app.route({
    ...accountContract.session,
    config: { open: true },
    handler: async (request) => answer(request.viewer),
  })

  app.route({
    ...accountContract.signOut,
    handler: async (request, reply) => {
      await deleteSession(db, hashToken(request.cookies[cookie] ?? ''))
      // At the provider they are still signed in.
      if (openId) reply.setCookie(left.name, '1', left.options)
      return reply.clearCookie(cookie, { path: options.path, secure: options.secure }).code(204).send(null)
    },
  })
}

/** Each demonstration account once, with the township that it belongs to. */
function describeDemo(accounts: readonly ListedAccount[], index: AreaIndex): SessionState['demoAccounts'] {
  const demo = accounts.filter(
    ({ demo, role }, i) => demo && role !== null && accounts[i - 1]?.name !== accounts[i]!.name,
  )
  return demo.map(({ name, role, area, unit }) => {
    if (unit !== null) return { name, role: role!, place: { name: unit.name, nameEn: unit.nameEn } }
    const node = area === null ? null : index.byCode(area)
    const place = node && index.path(node).find(({ level }) => level === 'township')
    return { name, role: role!, place: place ? { name: place.name, nameEn: place.nameEn } : null }
  })
}

function describeViewer(viewer: Viewer, index: AreaIndex): SessionState['viewer'] {
  const codeOf = ({ areaId }: Grant) => (areaId === null ? null : (index.byId(areaId)?.code ?? null))
  return {
    name: viewer.name,
    hasPassword: viewer.hasPassword,
    grants: viewer.grants.map((grant) => ({ role: grant.role, area: codeOf(grant), unit: nameUnit(grant) })),
    areas:
      rootsOf(viewer, index)
        ?.map(({ code }) => code)
        .toSorted() ?? null,
    csrf: viewer.csrf,
  }
}

function nameUnit({ unit }: Grant) {
  return unit === null ? null : { code: unit.code, name: unit.name, nameEn: unit.nameEn }
}
