import { expect, it } from 'vitest'
import { KeptFew } from '../../server/areas/kept-few.ts'

/** Two are kept; numbers below 0 cannot be made. */
function fewOfTwo() {
  const made: number[] = []
  const few = new KeptFew(2, async (key) => {
    made.push(key)
    if (key < 0) throw new Error(`There is no ${key}.`)
    return `${key}`
  })
  return { few, made }
}

it('makes a value once for all who ask at the same time, and keeps those asked for last', async () => {
  const { few, made } = fewOfTwo()
  expect(await Promise.all([few.get(1), few.get(1)])).toEqual(['1', '1'])
  await few.get(2)
  await few.get(1)
  await few.get(3)
  expect(await few.get(1)).toBe('1')
  expect(made).toEqual([1, 2, 3])
  await few.get(2)
  expect(made).toEqual([1, 2, 3, 2])
})

it('pushes nothing out for what cannot be made, which it tries anew each time', async () => {
  const { few, made } = fewOfTwo()
  await few.get(1)
  const failed = await Promise.allSettled([-1, -2, -3, -1].map((key) => few.get(key)))
  expect(failed.every(({ status }) => status === 'rejected')).toBe(true)
  expect(await few.get(1)).toBe('1')
  await expect(few.get(-1)).rejects.toThrow('There is no -1.')
  expect(made).toEqual([1, -1, -2, -3, -1])
})
