import { Duty } from '../record/duty.svelte.ts'
import { Locator } from '../record/locator.svelte.ts'
import { ReportDraft } from '../report/report-draft.svelte.ts'
import { Outbox } from '../send/outbox.svelte.ts'
import { DutyStore } from '../store/duty-store.ts'
import { KeptTiles } from '../tiles/kept-tiles.svelte.ts'
import type { DutyAccount } from './duty-account.svelte.ts'
import { DutyClock } from './duty-clock.svelte.ts'
import { DutyData } from './duty-data.svelte.ts'

export type OpenedDuty = {
  store: DutyStore
  clock: DutyClock
  data: DutyData
  outbox: Outbox
  duty: Duty
  locator: Locator
  tiles: KeptTiles
  draft: ReportDraft
}

/** Opens what this device keeps of an account. Rejects where the browser keeps nothing at all. */
export async function openDuty(name: string, account: DutyAccount): Promise<OpenedDuty> {
  const store = await DutyStore.open(name)
  const clock = await DutyClock.open(store)
  const data = new DutyData(store, clock)
  await data.open()
  const outbox = new Outbox(store, account)
  await outbox.read()
  const duty = new Duty(store, outbox, clock)
  await duty.open()
  const tiles = await KeptTiles.open(store)
  return {
    store,
    clock,
    data,
    outbox,
    duty,
    locator: new Locator(clock, duty),
    tiles,
    draft: await ReportDraft.open(store),
  }
}
