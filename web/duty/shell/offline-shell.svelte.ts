import { createContext } from 'svelte'

const WORKER = '/duty-worker.js'
const SCOPE = '/duty'

/** Whether the page itself will open without a network: the browser keeps it, only under HTTPS (or on this very machine). */
export type ShellState = 'preparing' | 'kept' | 'impossible' | 'failed'

/** Has the browser keep the page. A newer version takes over when the page is opened the next time. */
export class OfflineShell {
  state = $state<ShellState>('serviceWorker' in navigator ? 'preparing' : 'impossible')

  async keep(): Promise<void> {
    if (this.state === 'impossible') return
    try {
      const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE })
      if (registration.active) this.state = 'kept'
      else {
        await navigator.serviceWorker.ready
        this.state = 'kept'
      }
    } catch {
      // What was kept at an earlier opening still holds.
      const known = await navigator.serviceWorker.getRegistration(SCOPE).catch(() => undefined)
      this.state = known?.active ? 'kept' : 'failed'
    }
  }
}

export const [useShell, provideShell] = createContext<OfflineShell>()
