import { createContext } from 'svelte'

/** Keeps the screen on, while the operator wants it and the page is looked at; a screen that is off records nothing on many phones. */
export class WakeLock {
  readonly possible = 'wakeLock' in navigator
  wanted = $state(false)
  held = $state(false)

  /** Holds it from now on; returns what ends it. */
  hold(): () => void {
    let lock: WakeLockSentinel | null = null
    let ended = false
    const take = async () => {
      if (document.hidden || ended || (lock !== null && !lock.released)) return
      try {
        lock = await navigator.wakeLock.request('screen')
        this.held = true
        lock.addEventListener('release', () => (this.held = false))
        if (ended) void lock.release()
      } catch {
        // A weak battery: the device says no.
        this.held = false
      }
    }
    void take()
    document.addEventListener('visibilitychange', take)
    return () => {
      ended = true
      document.removeEventListener('visibilitychange', take)
      void lock?.release()
    }
  }
}

export const [useWakeLock, provideWakeLock] = createContext<WakeLock>()
