import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * A network between a browser and a server on this machine that can be as bad as a village's. `target` may be another server
 * from some moment on; the address for the browser stays.
 */
export class TcpProxy {
  #port = 0
  #mode: 'through' | 'cut' | 'loseAnswers' = 'through'
  /** Bytes from the browser that still come through before everything is cut. */
  #left = Infinity
  /** How long everything is under way, in either direction. */
  #delayMs = 0
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((client) => this.#join(client))
  target = 0

  static async open(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy()
    proxy.target = target
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    proxy.#port = (proxy.#server.address() as AddressInfo).port
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** No connection lives, and none comes about. */
  cut(): void {
    this.#mode = 'cut'
    this.#destroyAll()
  }

  /** What is asked reaches the server, which does it; its answers never arrive. */
  loseAnswers(): void {
    this.#destroyAll()
    this.#mode = 'loseAnswers'
  }

  /** Everything goes through again; with `bytes` only so much from the browser, then all is cut in the middle. */
  resume(bytes = Infinity): void {
    this.#mode = 'through'
    this.#left = bytes
  }

  /** From now on everything takes so long to arrive, in either direction; 0: no time at all. */
  slowDown(delayMs: number): void {
    this.#delayMs = delayMs
  }

  get isCut(): boolean {
    return this.#mode === 'cut'
  }

  async close(): Promise<void> {
    this.#destroyAll()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    if (this.#mode === 'cut') return void client.destroy()
    const server = connect(this.target, '127.0.0.1')
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      // The other side goes with it; that it broke is what this is for.
      socket.on('error', () => {})
      socket.on('close', () => {
        this.#sockets.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    client.on('data', (part: Buffer) => {
      this.#left -= part.length
      if (this.#left < 0) return this.cut()
      this.#pass(part, server)
    })
    server.on('data', (part: Buffer) => {
      if (this.#mode === 'loseAnswers') client.destroy()
      else this.#pass(part, client)
    })
  }

  #pass(part: Buffer, to: Socket): void {
    if (this.#delayMs === 0) return void to.write(part)
    setTimeout(() => {
      if (!to.destroyed) to.write(part)
    }, this.#delayMs)
  }

  #destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy()
  }
}
