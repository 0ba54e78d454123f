const DIGIT = 0x10000

/** The places of the keys in ascending order, equal keys as they stand: two passes of a radix sort, 16 bits each. */
export function stableOrder(keys: Uint32Array): Uint32Array {
  const places = Uint32Array.from(keys, (_, i) => i)
  return [0, 16].reduce((order, shift) => orderByDigit(keys, order, shift), places)
}

function orderByDigit(keys: Uint32Array, order: Uint32Array, shift: number): Uint32Array<ArrayBuffer> {
  const digit = (key: number): number => (key >>> shift) % DIGIT
  const next = new Uint32Array(DIGIT + 1)
  for (const key of keys) next[digit(key) + 1]! += 1
  for (let i = 0; i < DIGIT; i += 1) next[i + 1]! += next[i]!
  const sorted = new Uint32Array(order.length)
  for (const place of order) sorted[next[digit(keys[place]!)]!++] = place
  return sorted
}
