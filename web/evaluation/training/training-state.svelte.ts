import { createContext } from 'svelte'
import type { Course, DueList, PlanLine, Session, SessionDetail } from '../../../server/contract.ts'
import { getJson, ifMatch, withQuery } from '../../api.ts'
import { AddressView } from '../../state/address-view.svelte.ts'
import { Doing } from '../../state/doing.svelte.ts'
import { Resource } from '../../state/resource.svelte.ts'
import { readTrainingView, writeTrainingView, type TrainingView } from './training-view.ts'

const ADDRESS = '/api/training'

/** Courses, sessions, the plan and who is due; what is looked at, and what is done with it. */
export class TrainingState extends Doing {
  readonly #address = new AddressView<TrainingView>({ read: readTrainingView, write: writeTrainingView })
  readonly courses = new Resource<{ items: Course[]; mayManage: boolean }>()
  readonly sessions = new Resource<Session[]>()
  readonly detail = new Resource<SessionDetail>()
  readonly due = new Resource<DueList>()
  readonly plan = new Resource<PlanLine[]>()
  readonly #thisYear: () => number

  constructor(session: ConstructorParameters<typeof Doing>[0], thisYear: () => number) {
    super(session)
    this.#thisYear = thisYear
  }

  get year(): number {
    return this.view.year ?? this.#thisYear()
  }

  /** The area that is read: the chosen township, else all that the viewer sees (of several areas the first one). */
  get area(): string | null {
    return this.view.township ?? this.session.viewer?.areas?.[0] ?? null
  }

  courseOf(id: number): Course | null {
    return this.courses.value?.items.find((course) => course.id === id) ?? null
  }

  get view(): TrainingView {
    return this.#address.seen
  }

  follow(): () => void {
    const leave = this.#address.follow()
    return () => {
      leave()
      for (const resource of [this.courses, this.sessions, this.detail, this.due, this.plan]) resource.stop()
    }
  }

  go(change: Partial<TrainingView>): void {
    this.#address.go(change)
  }

  override async read(): Promise<void> {
    const { area, year } = this
    const { view, session } = this.view
    await Promise.all([
      this.courses.load((signal) => getJson(`${ADDRESS}/courses`, signal)),
      view === 'sessions' ? this.#readSessions(area, year) : null,
      session === null ? null : this.readDetail(session),
      view === 'due'
        ? this.due.load((signal) => getJson<DueList>(withQuery(`${ADDRESS}/due`, { area }), signal))
        : null,
      view === 'plan'
        ? this.plan.load(
            async (signal) =>
              (await getJson<{ items: PlanLine[] }>(withQuery(`${ADDRESS}/plan`, { area, year }), signal))
                .items,
          )
        : null,
    ])
  }

  async readDetail(id: number): Promise<void> {
    await this.detail.load((signal) => getJson<SessionDetail>(`${ADDRESS}/sessions/${id}`, signal))
  }

  async #readSessions(area: string | null, year: number): Promise<void> {
    const days = { area, from: `${year}-01-01`, to: `${year + 1}-01-01` }
    await this.sessions.load(
      async (signal) =>
        (await getJson<{ items: Session[] }>(withQuery(`${ADDRESS}/sessions`, days), signal)).items,
    )
  }

  addSession(body: object): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/sessions`, body))
  }

  changeSession({ id, version }: Session, body: object): Promise<boolean> {
    return this.run(() => this.send('PUT', `${ADDRESS}/sessions/${id}`, body, ifMatch(version)))
  }

  enter(
    { id, version }: Session,
    entries: readonly { operator: string; result: string }[],
  ): Promise<boolean> {
    return this.run(() =>
      this.send('POST', `${ADDRESS}/sessions/${id}/attendance`, { entries }, ifMatch(version)),
    )
  }

  saveCourse(course: Course | null, body: object): Promise<boolean> {
    return this.run(() =>
      course === null
        ? this.send('POST', `${ADDRESS}/courses`, body)
        : this.send('PUT', `${ADDRESS}/courses/${course.id}`, body, ifMatch(course.version)),
    )
  }

  addLine(body: object): Promise<boolean> {
    return this.run(() => this.send('POST', `${ADDRESS}/plan`, body))
  }

  changeLine({ id, version }: PlanLine, sessions: number | null): Promise<boolean> {
    return this.run(() => this.send('PUT', `${ADDRESS}/plan/${id}`, { sessions }, ifMatch(version)))
  }
}

export const [useTraining, provideTraining] = createContext<TrainingState>()
