import { createContext } from 'svelte'
import type { Form, PublicAreas } from '../../../server/contract.ts'
import { getJson } from '../../api.ts'
import { Resource } from '../../state/resource.svelte.ts'

/** What every page of the public's needs, and for maps the names on them, read once they are wanted. */
export class ReportData {
  readonly form = new Resource<Form>()
  readonly areas = new Resource<PublicAreas>()

  async read(): Promise<Form | null> {
    return this.form.load((signal) => getJson<Form>('/api/public/form', signal))
  }

  async readAreas(): Promise<void> {
    if (this.areas.value === null && !this.areas.loading)
      await this.areas.load((signal) => getJson<PublicAreas>('/api/public/areas', signal))
  }

  category(code: string): Form['categories'][number] | null {
    return this.form.value?.categories.find((one) => one.code === code) ?? null
  }
}

export const [useReportData, provideReportData] = createContext<ReportData>()
