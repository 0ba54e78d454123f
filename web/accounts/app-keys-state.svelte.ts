import type { AppKey, MadeKey } from '../../server/contract.ts'
import { getJson } from '../api.ts'
import { Doing } from '../state/doing.svelte.ts'
import { Resource } from '../state/resource.svelte.ts'

const ADDRESS = '/api/open311/keys'

/** Keys of apps that speak Open311, and what an administrator does with them. */
export class AppKeysState extends Doing {
  readonly list = new Resource<readonly AppKey[]>()
  /** A key that was made: shown until it is put away. */
  shown = $state.raw<MadeKey | null>(null)

  override async read(): Promise<void> {
    await this.list.load(async (signal) => (await getJson<{ items: AppKey[] }>(ADDRESS, signal)).items)
  }

  stop(): void {
    this.list.stop()
  }

  add(name: string): Promise<boolean> {
    return this.run(async () => {
      this.shown = await this.send<MadeKey>('POST', ADDRESS, { name })
    })
  }

  revoke(id: number): Promise<boolean> {
    return this.run(() => this.send('DELETE', `${ADDRESS}/${id}`, null))
  }
}
