import { createContext } from 'svelte'
import type { AddedAccount, ManagedAccount, NewPassword, Unit } from '../../server/contract.ts'
import type { Role } from '../../server/domain/role.ts'
import { getJson, withQuery } from '../api.ts'
import { Doing } from '../state/doing.svelte.ts'
import { Resource } from '../state/resource.svelte.ts'

const ADDRESS = '/api/accounts'

/** A role and where; codes. */
export type RoleAt = { role: Role; area?: string; unit?: string }

/** Everybody who can sign in, and what an administrator does with them. */
export class AccountsState extends Doing {
  readonly list = new Resource<readonly ManagedAccount[]>()
  readonly units = new Resource<readonly Unit[]>()
  /** A password that was made: shown until it is put away. */
  shown = $state.raw<NewPassword | null>(null)
  override async read(): Promise<void> {
    await Promise.all([
      this.list.load(async (signal) => (await getJson<{ items: ManagedAccount[] }>(ADDRESS, signal)).items),
      this.units.load(async (signal) => (await getJson<{ items: Unit[] }>('/api/units', signal)).items),
    ])
  }

  stop(): void {
    this.list.stop()
    this.units.stop()
  }

  /** `openId`: without a password, for whoever the provider calls by this name. */
  add(name: string, at: RoleAt, openId: boolean): Promise<boolean> {
    return this.run(async () => {
      const body = { name, ...at, ...(openId ? { openId: name } : {}) }
      const { password } = await this.send<AddedAccount>('POST', ADDRESS, body)
      this.shown = password === null ? null : { name, password }
    })
  }

  link(name: string, claimed: string): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/${name}/openid`, { claimed }))
  }

  unlink(name: string): Promise<boolean> {
    return this.run(() => this.send('DELETE', `${ADDRESS}/${name}/openid`, null))
  }

  grant(name: string, at: RoleAt): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/${name}/grants`, at))
  }

  revoke(name: string, at: RoleAt): Promise<boolean> {
    return this.run(() => this.send('DELETE', withQuery(`${ADDRESS}/${name}/grants`, at), null))
  }

  renew(name: string): Promise<boolean> {
    return this.run(async () => {
      this.shown = await this.send<NewPassword>('POST', `${ADDRESS}/${name}/password`, null)
    })
  }

  signOut(name: string): Promise<boolean> {
    return this.run(() => this.send('DELETE', `${ADDRESS}/${name}/sessions`, null))
  }
}

export const [useAccounts, provideAccounts] = createContext<AccountsState>()
