import { expect } from 'vitest'
import type { App } from '../../server/app-types.ts'

/** Where the tests' server is to its visitors: nobody listens there, requests are injected. */
export const PUBLIC_URL = 'http://wangge.test'

export const CALLBACK = '/api/session/openid/callback'

/** The fault that the sign-in screen is told of, in an address of it; null: none. */
export const faultOf = (location: string) => new URLSearchParams(location.split('?')[1]).get('signInFault')

/** What a visitor does at the provider: signs in as a subject, or refuses. */
export type Deed = { subject: string } | 'refuse'

/** A browser without a screen: keeps the cookies of both sides, and goes where it is sent. */
export class Visitor {
  readonly #app: App
  readonly ours = new Map<string, string>()
  readonly #theirs = new Map<string, string>()

  constructor(app: App) {
    this.#app = app
  }

  /** Asks our server; answers where it sends, or what it says. */
  async ask(path: string, method: 'GET' | 'DELETE' = 'GET', headers: Record<string, string> = {}) {
    const cookie = [...this.ours].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await this.#app.inject({ method, url: path, headers: { ...headers, cookie } })
    for (const { name, value } of response.cookies) {
      if (value === '') this.ours.delete(name)
      else this.ours.set(name, value)
    }
    return response
  }

  /** Goes to the provider; answers the address there. */
  async leave(returnTo?: string): Promise<string> {
    const query = returnTo === undefined ? '' : `?returnTo=${encodeURIComponent(returnTo)}`
    const response = await this.ask(`/api/session/openid${query}`)
    expect(response.statusCode).toBe(302)
    return response.headers.location!
  }

  /** Does it at the provider, and answers the path with which they are sent back to us. */
  async visit(address: string, deed: Deed): Promise<string> {
    let url = address
    let init: RequestInit = {}
    for (let hops = 0; hops < 10; hops += 1) {
      const cookie = [...this.#theirs].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, { redirect: 'manual', ...init, headers: { cookie } })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        this.#theirs.set(name, value)
      }
      init = {}
      const location = response.headers.get('location')
      if (location === null) {
        expect(await response.text(), `at ${url}`).toContain('Who are you?')
        const form = deed === 'refuse' ? { refuse: '1' } : deed
        init = { method: 'POST', body: new URLSearchParams(form) }
      } else {
        url = new URL(location, url).href
        if (url.startsWith(PUBLIC_URL)) return url.slice(PUBLIC_URL.length)
      }
    }
    throw new Error(`There are too many redirects, the last to ${url}.`)
  }

  /** The whole way there and back; answers where the browser ends up. */
  async signIn(deed: Deed, returnTo?: string): Promise<string> {
    const back = await this.visit(await this.leave(returnTo), deed)
    return (await this.ask(back)).headers.location!
  }

  /** Who our server takes the visitor for. */
  async name(): Promise<string | null> {
    return (await this.ask('/api/session')).json().viewer?.name ?? null
  }
}
