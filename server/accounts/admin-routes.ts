import type { FastifyRequest } from 'fastify'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import { noteEvent } from '../events/note-event.ts'
import { toldAsInput } from '../told-as-input.ts'
import { adminContract, type ManagedAccount, type RoleAt } from './admin-contract.ts'
import { requirePermission } from './require-permission.ts'
import { cookieName, cookieOptions } from './cookie.ts'
import { addAccount, describeRole, endSessions, grant, revoke, setPassword } from './manage.ts'
import { listAccounts } from './queries.ts'
import { addOpenIdAccount, linkOpenId, unlinkOpenId } from './openid/manage.ts'
import { perAccount } from './per-account.ts'
import type { Door } from './sign-in.ts'
import { newPassword } from './token.ts'
import { viewerOf, type Viewer } from './viewer.ts'

const CHANGES = perAccount(120)

/** Guesses of one's own password are few. */
const OWN = perAccount(10)

type Dependencies = { db: Db; door: Door; publicUrl: string | null }

/** Accounts in the browser: what the command `account` does, for administrators, each change noted in the chain. */
export function adminRoutes(app: App, { db, door, publicUrl }: Dependencies): void {
  /** Does something to an account, and notes it. Whatever does not fit is told as bad input. */
  async function change<Result>(
    request: FastifyRequest,
    name: string,
    what: string,
    task: () => Promise<Result>,
  ): Promise<Result> {
    const viewer = administrator(request)
    const result = await toldAsInput(task)
    await noteEvent(db, viewer, 'account', { account: name, what })
    return result
  }

  app.route({
    ...adminContract.list,
    handler: async (request) => {
      administrator(request)
      return { items: await managed(db) }
    },
  })

  app.route({
    ...adminContract.add,
    config: { rateLimit: CHANGES },
    handler: async (request, reply) => {
      const { name, openId: claimed, ...at } = request.body
      const password = claimed === undefined ? newPassword() : null
      const what = `added as ${describeRole(full(at))}${password === null ? `, "${claimed}" at the provider` : ''}`
      await change(request, name, what, () =>
        password === null
          ? addOpenIdAccount(db, name, claimed ?? '', full(at))
          : addAccount(db, name, password, full(at)),
      )
      return reply.code(201).send({ name, password })
    },
  })

  app.route({
    ...adminContract.grant,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { name } = request.params
      const at = full(request.body)
      await change(request, name, `is ${describeRole(at)}`, () => grant(db, name, at))
      return one(db, name)
    },
  })

  app.route({
    ...adminContract.revoke,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { name } = request.params
      const at = full(request.query)
      await change(request, name, `is no more ${describeRole(at)}`, () => revoke(db, name, at))
      return one(db, name)
    },
  })

  app.route({
    ...adminContract.password,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { name } = request.params
      const password = newPassword()
      await change(request, name, 'has a new password', () => setPassword(db, name, password))
      return { name, password }
    },
  })

  app.route({
    ...adminContract.linkOpenId,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { name } = request.params
      const { claimed } = request.body
      await change(request, name, `is to be linked to "${claimed}" at the provider`, () =>
        linkOpenId(db, name, claimed),
      )
      return one(db, name)
    },
  })

  app.route({
    ...adminContract.unlinkOpenId,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { name } = request.params
      await change(request, name, 'is linked to nobody at the provider', () => unlinkOpenId(db, name))
      return one(db, name)
    },
  })

  app.route({
    ...adminContract.endSessions,
    config: { rateLimit: CHANGES },
    handler: async (request) => {
      const { name } = request.params
      await change(request, name, 'was signed out', () => endSessions(db, name))
      return one(db, name)
    },
  })

  app.route({
    ...adminContract.ownPassword,
    config: { rateLimit: OWN },
    handler: async (request, reply) => {
      const viewer = viewerOf(request)
      const { password, newPassword: chosen } = request.body
      // As at the door: wrong ones are counted, and lock.
      await door.check(viewer.name, password)
      await setPassword(db, viewer.name, chosen)
      await noteEvent(db, viewer, 'account', { account: viewer.name, what: 'has a new password' })
      const token = await door.signIn(viewer.name, chosen)
      reply.setCookie(cookieName(publicUrl), token, cookieOptions(publicUrl))
      return reply.code(204).send(null)
    },
  })
}

/** Throws not_allowed for everybody else. */
function administrator(request: FastifyRequest): Viewer {
  const viewer = viewerOf(request)
  requirePermission(viewer, 'manageAccounts', 'Accounts are for')
  return viewer
}

function full({ role, area = undefined, unit = undefined }: RoleAt) {
  return { role, area: area ?? null, unit: unit ?? null }
}

async function managed(db: Db): Promise<ManagedAccount[]> {
  const accounts = new Map<string, ManagedAccount>()
  for (const { role, area, unit, ...listed } of await listAccounts(db)) {
    const account = accounts.get(listed.name) ?? { ...listed, grants: [] }
    if (role !== null) account.grants.push({ role, area, unit })
    accounts.set(listed.name, account)
  }
  return [...accounts.values()]
}

async function one(db: Db, name: string): Promise<ManagedAccount> {
  const account = (await managed(db)).find((listed) => listed.name === name)
  if (account) return account
  throw new CodedError('invalid_input', `There is no account "${name}".`)
}
