import { createContext } from 'svelte'

/** A tracking code that this phone keeps for its owner. `on`: the day it was got, like 2026-11-26. */
export type KeptCode = { code: string; number: string; category: string; on: string; follows: boolean }

const NAME = 'wangge.report.codes'
const MOST = 30

/** The codes that this phone remembers; where storage is forbidden they last until the page is left. */
export class KeptCodes {
  items = $state.raw<readonly KeptCode[]>(read())

  add(code: KeptCode): void {
    this.#write([code, ...this.items.filter((one) => one.code !== code.code)].slice(0, MOST))
  }

  remove(code: string): void {
    this.#write(this.items.filter((one) => one.code !== code))
  }

  #write(items: readonly KeptCode[]): void {
    this.items = items
    try {
      localStorage.setItem(NAME, JSON.stringify(items))
    } catch {
      // Storage is switched off or full: the person has the code on the screen.
    }
  }
}

function read(): readonly KeptCode[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]')
    return Array.isArray(kept) ? (kept as KeptCode[]) : []
  } catch {
    return []
  }
}

export const [useCodes, provideCodes] = createContext<KeptCodes>()
