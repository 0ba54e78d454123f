import { trySolutions } from '../../../server/domain/public/proof-of-work.ts'

// Beside the page, which goes on answering to fingers meanwhile.

const AT_ONCE = 50_000

addEventListener('message', ({ data }: MessageEvent<{ challenge: string; bits: number }>) => {
  for (let from = 0; ; from += AT_ONCE) {
    const answer = trySolutions(data.challenge, data.bits, from, AT_ONCE)
    if (answer === null) continue
    postMessage(answer, { transfer: [] })
    return
  }
})
