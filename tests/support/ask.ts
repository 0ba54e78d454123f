import { get } from 'node:http'
import { inject } from 'vitest'

/** Asks the main process for something that test files share; see shared-things.ts. */
export async function ask<Thing>(name: string): Promise<Thing> {
  const body = await new Promise<string>((resolve, reject) => {
    // Not fetch: making the demonstration county may take longer than its limits. A connection of its own each time: one
    // that was kept from an earlier question may be closed by the other side just as it is used again.
    get(`${inject('sharedUrl')}/${name}`, { agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () => resolve(text))
      response.on('error', reject)
    }).on('error', reject)
  })
  const answer = JSON.parse(body) as { thing: Thing } | { fault: string }
  if ('fault' in answer) throw new Error(`The shared "${name}" could not be made: ${answer.fault}`)
  return answer.thing
}
