import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { App } from '../../server/app-types.ts'
import type { LiveStep, WallPicture } from '../../server/contract.ts'
import { liveStep, wallEmergency, wallPicture, wallPlan, wallPoint } from './wall-things.ts'

/** As many as a stream that comes again may have missed. */
const KEPT_STEPS = 300
const KEPT_POINTS = 200

type Given = Omit<Parameters<typeof liveStep>[0], 'seq' | 'at' | 'occurredAt' | 'dueAt'>

/**
 * What a wall asks for, by a clock of its own that can go on by hours, with as many events as a test wants; all that is not the wall's is
 * answered by the product itself. Whatever it sends is held to the schemas of the contract.
 */
export class WallStandIn {
  readonly #app: App
  readonly #cookie: string
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  readonly #streams = new Set<ServerResponse>()
  readonly #startedAt = performance.now()
  readonly #from: number
  #passed = 0
  #seq = 100
  #steps: LiveStep[] = []
  #points: WallPicture['points']['items'] = []
  #emergencies: WallPicture['emergencies'] = []
  /** How often the wall asked for its picture, and came with a stream. */
  pictures = 0
  connections = 0

  private constructor(app: App, cookie: string, from: number) {
    this.#app = app
    this.#cookie = cookie
    this.#from = from
  }

  /** `cookie`: of somebody whom the product answers; `from`: when its clock begins, milliseconds since 1970. */
  static async open(app: App, cookie: string, from: number): Promise<WallStandIn> {
    const standIn = new WallStandIn(app, cookie, from)
    standIn.#server.listen(0, '127.0.0.1')
    await once(standIn.#server, 'listening')
    return standIn
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get now(): number {
    return Math.round(this.#from + this.#passed + performance.now() - this.#startedAt)
  }

  pass(ms: number): void {
    this.#passed += ms
    this.#tell('beat', this.#mark())
  }

  /** Lets something happen, and tells every stream. */
  happen(given: Given): LiveStep {
    const now = this.now
    const step = liveStep({
      ...given,
      seq: (this.#seq += 1),
      at: new Date(now).toISOString(),
      occurredAt: Math.floor(now / 1000),
      dueAt: Math.floor(now / 1000) + 86_400,
    })
    this.#steps = [...this.#steps, step].slice(-KEPT_STEPS)
    const { id, category, state, priority, at } = step
    const [lon, lat] = [(step.lon ?? 0) / 1e7, (step.lat ?? 0) / 1e7]
    const others = this.#points.filter((point) => point.id !== id)
    this.#points = [wallPoint({ id, lon, lat, category, state, priority, at }), ...others].slice(
      0,
      KEPT_POINTS,
    )
    if (priority === 2) {
      const emergency = wallEmergency({ id, title: step.title, lon, lat, state, reportedAt: at })
      this.#emergencies = [emergency, ...this.#emergencies].slice(0, 10)
    }
    this.#tell('step', step)
    return step
  }

  /** Every stream breaks off without a word. */
  breakStreams(): void {
    for (const stream of this.#streams) stream.destroy()
  }

  async close(): Promise<void> {
    this.breakStreams()
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    if (pathname === '/api/wall/plan') return send(response, this.#plan())
    if (pathname === '/api/wall/picture') return send(response, this.#picture())
    if (pathname === '/api/wall/live') return this.#stream(response, searchParams.get('cursor'))
    const answer = await this.#app.inject({
      method: request.method as 'GET',
      url: request.url ?? '/',
      headers: { ...request.headers, cookie: this.#cookie },
    })
    response.writeHead(answer.statusCode, answer.headers as Record<string, string>)
    response.end(answer.rawPayload)
  }

  #plan() {
    return wallPlan({ now: new Date(this.now).toISOString(), sound: true })
  }

  #picture(): WallPicture {
    this.pictures += 1
    const feed = this.#steps.slice(-30).toReversed()
    return wallPicture({
      at: new Date(this.now).toISOString(),
      seq: this.#seq,
      emergencies: this.#emergencies,
      points: { total: this.#points.length, items: this.#points },
      feed: feed.map(({ seq, action, at, id, number, title, category, state, priority }) => {
        return { seq, action, at, id, number, title, category, state, priority, area: 'A1a' }
      }),
    })
  }

  #stream(response: ServerResponse, cursor: string | null): void {
    this.connections += 1
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    })
    this.#streams.add(response)
    response.on('close', () => this.#streams.delete(response))
    write(response, 'hello', this.#mark())
    const missed = cursor === null ? [] : this.#steps.filter(({ seq }) => seq > Number(cursor))
    for (const step of missed) write(response, 'step', step)
  }

  #mark(): { seq: number; now: string } {
    return { seq: this.#seq, now: new Date(this.now).toISOString() }
  }

  #tell(event: string, data: { seq: number }): void {
    for (const stream of this.#streams) write(stream, event, data)
  }
}

function write(stream: ServerResponse, event: string, data: { seq: number }): void {
  stream.write(`id: ${data.seq}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

function send(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}
