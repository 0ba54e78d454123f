import { expect, it } from 'vitest'
import { Resource } from '../../../web/state/resource.svelte.ts'

it('a reading that was under way put the old value back over the answer to a change', async () => {
  const resource = new Resource<string>()
  let answer: (value: string) => void = () => {}
  const reading = resource.load(() => new Promise((resolve) => (answer = resolve)))
  resource.put('changed')
  answer('as it was before')
  expect(await reading).toBeNull()
  expect([resource.value, resource.loading]).toEqual(['changed', false])
})
