import type { QuarterItem } from '../../../server/contract.ts'
import { getJson } from '../../api.ts'
import { AddressView } from '../../state/address-view.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'
import { readReport, type Asked, type ReportData } from './read-report.ts'
import { readReportView, writeReportView, type ReportView } from './report-view.ts'

/** Which report is looked at and in which form, and what it is made from. */
export class ReportState {
  readonly #address = new AddressView<ReportView>({ read: readReportView, write: writeReportView })
  readonly list = new Resource<readonly QuarterItem[]>()
  readonly report = new Resource<ReportData>()
  readonly quarters = $derived(this.list.value ?? [])
  /** The one asked for, else the last one that is over, else the running one. */
  readonly quarter = $derived(
    this.quarters.find(({ quarter }) => quarter === this.view.quarter) ??
      this.quarters.find(({ state }) => state !== 'running') ??
      this.quarters[0] ??
      null,
  )
  /** As long as it is of the quarter that is looked at. */
  readonly shown = $derived(
    this.report.value?.quarter.quarter === this.quarter?.quarter ? this.report.value : null,
  )

  get view(): ReportView {
    return this.#address.seen
  }

  /** Follows the address; returns what ends it. */
  follow(): () => void {
    const leave = this.#address.follow()
    return () => {
      leave()
      this.list.stop()
      this.report.stop()
    }
  }

  go(change: Partial<ReportView>): void {
    this.#address.go(change)
  }

  async readQuarters(): Promise<void> {
    await this.list.load(
      async (signal) => (await getJson<{ items: QuarterItem[] }>('/api/evaluation/quarters', signal)).items,
    )
  }

  async read(asked: Asked): Promise<void> {
    await this.report.load((signal) => readReport(asked, signal))
  }
}
