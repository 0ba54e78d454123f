import { createContext } from 'svelte'
import type { DutyDraft, DutyList, DutyListRef, Unit } from '../../../server/contract.ts'
import type { DutyItem } from '../../../server/domain/duty-list/item.ts'
import { getJson, ifMatch } from '../../api.ts'
import { AddressView } from '../../state/address-view.svelte.ts'
import { Doing } from '../../state/doing.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'

const ADDRESS = '/api/duty-list'

type Current = {
  today: string
  list: DutyList | null
  versions: DutyListRef[]
  earliest: string
  latest: string
}

/** What can be linked: a version (null: the one in force), or the draft; and on whose wall it is to hang (code; null: the county). */
type View = { version: number | null; draft: 'write' | 'compare' | null; place: string | null }

function readView(search: string): View {
  const query = new URLSearchParams(search)
  const version = query.get('version') ?? ''
  const draft = query.get('draft')
  return {
    version: /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null,
    draft: draft === 'write' || draft === 'compare' ? draft : null,
    place: query.get('place'),
  }
}

function writeView(view: View, search: string): string {
  const query = new URLSearchParams(search)
  for (const [name, value] of Object.entries(view)) {
    if (value === null) query.delete(name)
    else query.set(name, String(value))
  }
  return query.toString()
}

/** The list of duties, its versions, and the draft of the next one. */
export class DutiesState extends Doing {
  readonly #address = new AddressView<View>({ read: readView, write: writeView })
  readonly current = new Resource<Current>()
  readonly named = new Resource<DutyList>()
  readonly latest = new Resource<DutyList>()
  readonly kept = new Resource<DutyDraft | null>()
  readonly units = new Resource<readonly Unit[]>()
  /** The draft as it is on the screen; null: nothing differs from what was saved. */
  written = $state.raw<readonly DutyItem[] | null>(null)
  readonly draft = $derived(this.kept.value)
  readonly items = $derived<readonly DutyItem[]>(this.written ?? this.draft?.items ?? [])
  readonly versions = $derived(this.current.value?.versions ?? [])
  /** The list that is shown: the one that the address names, else the one in force, else the one to come. */
  readonly shown = $derived.by((): DutyList | null => {
    const { version } = this.view
    const inForce = this.current.value?.list ?? null
    const known = [inForce, this.named.value, this.latest.value]
    const wanted = version ?? inForce?.version ?? this.versions[0]?.version
    return known.find((list) => list?.version === wanted) ?? null
  })

  get view(): View {
    return this.#address.seen
  }

  follow(): () => void {
    const leave = this.#address.follow()
    return () => {
      leave()
      for (const resource of [this.current, this.named, this.latest, this.kept, this.units]) resource.stop()
    }
  }

  go(change: Partial<View>): void {
    this.#address.go(change)
  }

  override async read(): Promise<void> {
    const current = await this.current.load((signal) => getJson<Current>(ADDRESS, signal))
    if (current) await this.readNamed()
  }

  /** Reads the version that the address names, where it is not the one in force. */
  async readNamed(): Promise<void> {
    const inForce = this.current.value?.list?.version
    const wanted = this.view.version ?? inForce ?? this.versions[0]?.version
    if (wanted === undefined || wanted === inForce || wanted === this.named.value?.version) return
    await this.named.load((signal) => getJson<DutyList>(`${ADDRESS}/versions/${wanted}`, signal))
  }

  /** What the draft is written with: itself, what it is compared with, and the units that there are. */
  async readDraft(): Promise<void> {
    const latest = this.versions[0]?.version
    await Promise.all([
      this.kept.load(
        async (signal) => (await getJson<{ draft: DutyDraft | null }>(`${ADDRESS}/draft`, signal)).draft,
      ),
      this.units.load(async (signal) => (await getJson<{ items: Unit[] }>('/api/units', signal)).items),
      latest === undefined
        ? null
        : this.latest.load((signal) => getJson<DutyList>(`${ADDRESS}/versions/${latest}`, signal)),
    ])
  }

  /** Throws away what is on the screen for what is saved. */
  async readAgain(): Promise<void> {
    this.written = null
    this.error = null
    await this.readDraft()
  }

  begin(): Promise<boolean> {
    return this.run(async () => {
      this.kept.put(await this.send<DutyDraft>('POST', `${ADDRESS}/draft`, {}))
    })
  }

  save(): Promise<boolean> {
    return this.run(async () => {
      const { items } = this
      const saved = await this.send<DutyDraft>('PUT', `${ADDRESS}/draft`, { items }, this.#seen())
      this.kept.put(saved)
      if (this.items === items) this.written = null
    }, false)
  }

  discard(): Promise<boolean> {
    return this.run(async () => {
      await this.send('DELETE', `${ADDRESS}/draft`, null, this.#seen())
      this.#end()
    })
  }

  /** Saves what is on the screen, and publishes it. */
  publish(validFrom: string, note: string): Promise<boolean> {
    return this.run(async () => {
      if (this.written !== null) {
        const { items } = this
        this.kept.put(await this.send<DutyDraft>('PUT', `${ADDRESS}/draft`, { items }, this.#seen()))
        this.written = null
      }
      await this.send('POST', `${ADDRESS}/versions`, { validFrom, note }, this.#seen())
      this.#end()
    })
  }

  #end(): void {
    this.kept.put(null)
    this.written = null
  }

  #seen(): Record<string, string> {
    return ifMatch(this.draft?.version ?? 1)
  }
}

export const [useDuties, provideDuties] = createContext<DutiesState>()
