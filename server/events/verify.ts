import type { Db } from '../db/connect.ts'
import { GENESIS, hashEvent } from './hash.ts'
import { readEventsAfter, readHead } from './queries.ts'

const PAGE = 2000

/** How many events were walked, and the first one that does not fit, if any. */
export type ChainReport = { events: number; fault: { seq: number; what: string } | null }

/** Walks the whole chain: every number, every link, every hash, and that it ends where the head says. */
export async function verifyChain(db: Db): Promise<ChainReport> {
  // The head first: what is appended meanwhile lies behind it and is walked too.
  const head = await readHead(db)
  let previous = GENESIS
  let seq = 0
  for (;;) {
    const events = await readEventsAfter(db, seq, PAGE)
    for (const event of events) {
      const fault = (what: string): ChainReport => ({ events: seq, fault: { seq: event.seq, what } })
      if (event.seq !== seq + 1) return fault(`event ${seq + 1} is missing`)
      if (event.previous !== previous)
        return fault(`event ${event.seq} does not follow from the one before it`)
      if (event.hash !== hashEvent(previous, event)) {
        return fault(`event ${event.seq} was changed: its content does not give its hash`)
      }
      if (event.seq === head.seq && event.hash !== head.hash)
        return fault('the head of the chain names another hash')
      seq = event.seq
      previous = event.hash
    }
    if (events.length < PAGE) break
  }
  if (seq < head.seq) {
    return {
      events: seq,
      fault: { seq: seq + 1, what: `the head of the chain is event ${head.seq}, but the last is ${seq}` },
    }
  }
  return { events: seq, fault: null }
}
