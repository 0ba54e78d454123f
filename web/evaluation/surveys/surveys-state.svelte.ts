import { createContext } from 'svelte'
import type {
  GridDraw,
  ParticipationCount,
  ParticipationReport,
  Sheet,
  Survey,
  SurveyEntry,
  SurveyGrid,
  SurveyPlan,
  SurveyResults,
  Wording,
  Wordings,
} from '../../../server/contract.ts'
import type { Answers } from '../../../server/domain/survey/question.ts'
import type { SurveyStep } from '../../../server/domain/survey/survey-state.ts'
import { getJson, ifMatch, type Query, withQuery } from '../../api.ts'
import { Doing } from '../../state/doing.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'

type Items<Item> = { items: Item[] }
export type TypedAnswers = Answers & { grid: string; again: Answers; interviewer: string | null }

/** Surveys and participation as the page shows them, and what is done with them. */
export class SurveysState extends Doing {
  readonly list = new Resource<readonly Survey[]>()
  readonly wordings = new Resource<readonly Wording[]>()
  readonly grids = new Resource<readonly SurveyGrid[]>()
  readonly results = new Resource<SurveyResults>()
  readonly participation = new Resource<ParticipationReport>()
  #gridsOf: number | null = null

  /** Reads what every part needs; returns what ends it. */
  follow(): () => void {
    void this.read()
    return () => {
      for (const resource of [this.list, this.wordings, this.grids, this.results, this.participation])
        resource.stop()
    }
  }

  override async read(): Promise<void> {
    await Promise.all([
      this.list.load(async (signal) => (await getJson<Items<Survey>>('/api/surveys', signal)).items),
      this.wordings.load(
        async (signal) => (await getJson<Items<Wording>>('/api/surveys/wordings', signal)).items,
      ),
      this.#gridsOf === null ? null : this.readGrids(this.#gridsOf),
    ])
  }

  async readGrids(survey: number): Promise<void> {
    this.#gridsOf = survey
    await this.grids.load(
      async (signal) => (await getJson<Items<SurveyGrid>>(`/api/surveys/${survey}/grids`, signal)).items,
    )
  }

  async readResults(query: Query): Promise<void> {
    await this.results.load((signal) =>
      getJson<SurveyResults>(withQuery('/api/surveys/results', query), signal),
    )
  }

  async readParticipation(query: Query): Promise<void> {
    await this.participation.load((signal) =>
      getJson<ParticipationReport>(withQuery('/api/participation', query), signal),
    )
  }

  readDraw(survey: number, grid: string): Promise<GridDraw> {
    return getJson<GridDraw>(withQuery(`/api/surveys/${survey}/draw`, { grid }))
  }

  async readEntries(survey: number, grid: string): Promise<SurveyEntry[]> {
    return (await getJson<Items<SurveyEntry>>(withQuery(`/api/surveys/${survey}/entries`, { grid }))).items
  }

  async readCounts(quarter: string, area: string): Promise<ParticipationCount[]> {
    const url = withQuery('/api/participation/counts', { quarter, area })
    return (await getJson<Items<ParticipationCount>>(url)).items
  }

  publish(questions: Wordings): Promise<boolean> {
    return this.run(() => this.send('POST', '/api/surveys/wordings', { questions }))
  }

  /** Keeps a plan, a new one where `known` is null. */
  plan(known: Survey | null, plan: SurveyPlan): Promise<boolean> {
    return this.run(() =>
      known === null
        ? this.send('POST', '/api/surveys', plan)
        : this.send('PUT', `/api/surveys/${known.id}`, plan, ifMatch(known.version)),
    )
  }

  step({ id, version }: Survey, step: SurveyStep): Promise<boolean> {
    return this.run(() => this.send('POST', `/api/surveys/${id}/steps`, { step }, ifMatch(version)))
  }

  enter(survey: number, typed: TypedAnswers): Promise<boolean> {
    return this.run(() => this.send('POST', `/api/surveys/${survey}/entries`, typed))
  }

  withdraw(survey: number, entry: number): Promise<boolean> {
    return this.run(() => this.send('POST', `/api/surveys/${survey}/entries/${entry}/withdraw`, null))
  }

  /** The sheet of a grid, with codes that are told this once; null where it failed. */
  async print(survey: number, grid: string): Promise<Sheet | null> {
    let sheet: Sheet | null = null
    await this.run(async () => {
      sheet = await this.send<Sheet>('POST', `/api/surveys/${survey}/sheets`, { grid })
    })
    return sheet
  }

  /** Keeps what a village did in a month; `version`: of what was entered before, null where nothing was. */
  count(
    { village, month }: { village: string; month: string },
    version: number | null,
    counts: { volunteers: number; meetings: number },
  ): Promise<boolean> {
    return this.run(() =>
      this.send(
        'PUT',
        `/api/participation/counts/${encodeURIComponent(village)}/${month}`,
        counts,
        version === null ? {} : ifMatch(version),
      ),
    )
  }
}

export const [useSurveys, provideSurveys] = createContext<SurveysState>()
