import { sendJson } from '../../api.ts'

type Challenge = { challenge: string; bits: number }

/** Asks for a puzzle and solves it in a worker: about a second of a phone's work, which stands in the place of a captcha. */
export async function solveChallenge(): Promise<{ challenge: string; answer: string }> {
  const { challenge, bits } = await sendJson<Challenge>('POST', '/api/public/challenge', null)
  const worker = new Worker(new URL('./solve.worker.ts', import.meta.url), { type: 'module' })
  try {
    const answer = await new Promise<string>((done, fail) => {
      worker.addEventListener('message', ({ data }: MessageEvent<string>) => done(data))
      worker.addEventListener('error', (event) => fail(new Error(event.message)))
      worker.postMessage({ challenge, bits }, [])
    })
    return { challenge, answer }
  } finally {
    worker.terminate()
  }
}
