import type { Area, CoverageReport, Summary, SurveyResults, TrainedShares } from '../../server/contract.ts'
import type { Level } from '../../server/domain/level.ts'
import { getJson, toApiError, withQuery } from '../api.ts'
import { Resource } from '../state/resource.svelte.ts'
import type { AreaFigures } from './figures.ts'

/**
 * `survey`: what the latest closed survey found; null where it was not asked for, or there is none for the viewer. `trained`: null by the
 * boundaries of a release that was, for operators are at home in the areas of now.
 */
export type Report = {
  summary: Summary
  coverage: CoverageReport
  survey: SurveyResults | null
  trained: TrainedShares | null
}
export type ReportRequest = {
  area: string
  level: Level
  from: number
  to: number
  categories: readonly string[]
  /** By whose boundaries; null: those of now. */
  release: number | null
  /** Whether a figure of surveys is shown. */
  survey: boolean
}

/** Dragging the window asks once it rests this long. */
const REST_MS = 180

/** Summary and coverage of one area over one window, read together so that panel, map and table agree. */
export class AreaReport extends Resource<Report> {
  #asked = ''
  #timer: ReturnType<typeof setTimeout> | undefined

  /** Asks for a report when it is another one than before: at once for another area, else when the window rests. */
  ask(wanted: ReportRequest): void {
    const key = JSON.stringify(wanted)
    if (key === this.#asked) return
    const sameArea = this.value?.summary.area === wanted.area && this.value.summary.level === wanted.level
    this.#asked = key
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#read(wanted), sameArea ? REST_MS : 0)
  }

  /** Asks for the same again. */
  retry(): void {
    const asked = this.#asked
    this.#asked = ''
    if (asked !== '') this.ask(JSON.parse(asked) as ReportRequest)
  }

  override stop(): void {
    clearTimeout(this.#timer)
    super.stop()
  }

  async #read({ area, level, from, to, categories, release, survey: wanted }: ReportRequest): Promise<void> {
    const [start, end] = [from, to].map((ms) => new Date(ms).toISOString())
    const window = { area, level, from: start!, to: end!, release }
    await this.load(async (signal) => {
      const [summary, coverage, survey, trained] = await Promise.all([
        getJson<Summary>(withQuery('/api/summary', { ...window, category: categories.join() }), signal),
        getJson<CoverageReport>(withQuery('/api/coverage', window), signal),
        // Surveys are of the boundaries that they were drawn by, and shown by those of now.
        wanted && release === null ? readSurvey({ area, level }, signal) : null,
        release === null
          ? getJson<TrainedShares>(withQuery('/api/training/share', { area, level }), signal)
          : null,
      ])
      return { summary, coverage, survey, trained }
    })
  }
}

/** Null where there is no survey, or none that the viewer sees. */
async function readSurvey(
  query: { area: string; level: Level },
  signal: AbortSignal,
): Promise<SurveyResults | null> {
  try {
    return await getJson<SurveyResults>(withQuery('/api/surveys/results', query), signal)
  } catch (thrown) {
    if (signal.aborted || !['unknown_survey', 'not_allowed'].includes(toApiError(thrown).code)) throw thrown
    return null
  }
}

/** The figures of every area of a report, by code, and of the whole. */
export function figuresByCode(report: Report, areas: readonly Area[]): Map<string, AreaFigures> {
  const care = new Map(report.coverage.byArea.map((entry) => [entry.code, entry]))
  const trained = new Map(report.trained?.byArea.map(({ code, share }) => [code, share]))
  const households = new Map(areas.map((area) => [area.code, area.households]))
  const surveyed = new Map(report.survey?.rows.map((row) => [row.code, row.questions]))
  return new Map(
    report.summary.byArea.map(({ code, totals }) => [
      code,
      {
        totals,
        care: care.get(code) ?? null,
        households: households.get(code) ?? null,
        survey: surveyed.get(code) ?? null,
        trained: trained.get(code) ?? null,
      },
    ]),
  )
}
