import { get as httpGet, type IncomingMessage } from 'node:http'

export type LiveEvent = { event: string; id: number; data: Record<string, unknown> & { seq: number } }

/** Reads server-sent events of /api/live, or of another stream, as a browser does, over a connection of its own. */
export class LiveReader {
  readonly events: LiveEvent[] = []
  status = 0
  headers: IncomingMessage['headers'] = {}
  /** Milliseconds after which the server wants to see us again; null while it said none. */
  retryMs: number | null = null
  ended = false
  #response: IncomingMessage | null = null
  #waiting: ((at: number) => void)[] = []

  static async open(url: string, cookie: string, cursor?: number, path = '/api/live'): Promise<LiveReader> {
    const reader = new LiveReader()
    await new Promise<void>((resolve, reject) => {
      const query = cursor === undefined ? '' : `?cursor=${cursor}`
      const request = httpGet(`${url}${path}${query}`, { headers: { cookie }, agent: false }, (response) => {
        reader.#response = response
        reader.status = response.statusCode ?? 0
        reader.headers = response.headers
        response.setEncoding('utf8')
        let rest = ''
        response.on('data', (text: string) => {
          const blocks = (rest + text).split('\n\n')
          rest = blocks.pop()!
          for (const block of blocks) reader.#take(block)
        })
        response.on('close', () => (reader.ended = true))
        resolve()
      })
      request.on('error', (error) => (reader.#response ? (reader.ended = true) : reject(error)))
    })
    return reader
  }

  get steps(): LiveEvent[] {
    return this.events.filter(({ event }) => event === 'step')
  }

  get lastId(): number {
    return this.events.at(-1)?.id ?? 0
  }

  /** The moment (of performance.now) at which the next step comes. */
  nextStep(): Promise<number> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  close(): void {
    this.#response?.destroy()
  }

  #take(block: string): void {
    const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)))
    if (fields['retry'] !== undefined) this.retryMs = Number(fields['retry'])
    if (fields['event'] === undefined) return
    if (fields['event'] === 'step') for (const tell of this.#waiting.splice(0)) tell(performance.now())
    this.events.push({ event: fields['event'], id: Number(fields['id']), data: JSON.parse(fields['data']) })
  }
}
