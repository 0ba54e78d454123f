import fc from 'fast-check'
import { vi } from 'vitest'

/**
 * Whether random sequences of operations catch an engine in which one module is `mutant`: `path` is that of the module, from
 * here. The engine is loaded anew with it, and anew without it by whoever comes next.
 */
export async function isCaught(
  path: string,
  mutant: (real: object) => object,
  numRuns = 1000,
): Promise<boolean> {
  vi.resetModules()
  vi.doMock(path, async (original) => mutant(await original<object>()))
  try {
    const { expectExact, sequences } = await import('./exactness.ts')
    const property = fc.property(sequences, (sequence) => void expectExact(sequence))
    return fc.check(property, { numRuns, endOnFailure: true }).failed
  } finally {
    vi.doUnmock(path)
    vi.resetModules()
  }
}
