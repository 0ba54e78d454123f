import { FrameReader } from '../../server/domain/export-frames.ts'
import { request, toApiError, type ApiError } from '../api.ts'

/** What is gathered before it is handed to the browser, which keeps much of it on the disk. */
const FOLD_BYTES = 8 * 2 ** 20

/** How long the browser may take to begin with saving. */
const SAVING_MS = 60_000

export type Way = { rows: number; total: number; bytes: number }

/**
 * One export at a time: how far it is, and a file only when it is whole. It is made by the server as it comes; cancelling
 * ends the reading there.
 */
export class ExportRun {
  /** How far it is; null: none is on its way. */
  way = $state.raw<Way | null>(null)
  /** What went wrong the last time; `way` is null where it did not even begin. */
  fault = $state.raw<{ code: ApiError['code'] | 'brokenOff'; way: Way | null } | null>(null)
  #running: AbortController | null = null

  /** Exports; resolves to the name of the saved file and how many incidents it has, or null without one. */
  async start(url: string): Promise<{ name: string; rows: number } | null> {
    this.cancel()
    const running = new AbortController()
    this.#running = running
    this.fault = null
    this.way = { rows: 0, total: 0, bytes: 0 }
    try {
      const response = await request(url, running.signal)
      const file = await this.#receive(response)
      if (running.signal.aborted) return null
      const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1]
      save(file, name ?? 'incidents')
      return { name: name ?? 'incidents', rows: this.way?.rows ?? 0 }
    } catch (error) {
      if (running.signal.aborted) return null
      const way = this.way !== null && this.way.bytes > 0 ? this.way : null
      this.fault = { code: way ? 'brokenOff' : toApiError(error).code, way }
      return null
    } finally {
      if (this.#running === running) {
        this.#running = null
        this.way = null
      }
    }
  }

  /** Gives up what runs; no file is saved. */
  cancel(): void {
    this.#running?.abort()
    this.#running = null
    this.way = null
  }

  forget(): void {
    this.fault = null
  }

  /** The file, once it is whole; throws where the answer ends before. */
  async #receive(response: Response): Promise<Blob> {
    const total = Number(response.headers.get('x-total-count') ?? 0)
    const frames = new FrameReader()
    const folded: Blob[] = []
    let open: BlobPart[] = []
    let openBytes = 0
    const body = response.body!.getReader()
    for (;;) {
      const { done, value } = await body.read()
      if (done) break
      let way = this.way ?? { rows: 0, total, bytes: 0 }
      for (const { rows, bytes } of frames.push(value)) {
        open.push(bytes as BlobPart)
        openBytes += bytes.length
        way = { rows, total, bytes: way.bytes + bytes.length }
      }
      if (openBytes >= FOLD_BYTES) {
        folded.push(new Blob(open))
        open = []
        openBytes = 0
      }
      this.way = way
    }
    if (!frames.isWhole) throw new Error('The export ended before it was whole.')
    return new Blob([...folded, ...open])
  }
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), SAVING_MS)
}
