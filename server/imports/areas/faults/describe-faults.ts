import { listed } from '../../listed.ts'
import type { AreaFault, FaultKind } from './find-faults.ts'
import type { AreaImportOptions } from '../options.ts'

/** What the name of a kind does not tell by itself. */
const HINTS: Partial<Record<FaultKind, string>> = {
  orphan: ' (the parent it names is not there)',
  'outside-parent': ' (less than half of it lies in its parent)',
}

/** One sentence about the faults that stop an import: how many of each kind, the worst of them, and what to do. */
export function describeFaults(
  faults: readonly AreaFault[],
  { repairMetres, reportFile }: AreaImportOptions,
): string {
  const kinds = [...new Set(faults.map(({ kind }) => kind))]
  const lines = kinds.map((kind) => {
    const some = faults.filter((fault) => fault.kind === kind).sort((a, b) => b.widthMetres - a.widthMetres)
    const widest = some[0]!
    const which =
      widest.widthMetres > 0
        ? `, the widest ${widest.widthMetres.toFixed(2)} m (${listed(widest.codes)})`
        : `: ${listed(some.flatMap(({ codes }) => codes))}`
    return `${some.length} × ${kind}${HINTS[kind] ?? ''}${which}`
  })
  const isNarrowable = kinds.some(
    (kind) => kind === 'gap' || kind === 'overlap' || kind === 'self-intersection',
  )
  const repairing =
    repairMetres === null
      ? 'give --repair METRES to close narrow gaps and overlaps'
      : `give a wider --repair than ${repairMetres} m to close these`
  const advice = [
    isNarrowable ? repairing : '',
    kinds.includes('parent-change') ? 'give --accept-parents if the parents shall change' : '',
    reportFile ? `see ${reportFile}` : 'give --report FILE to see where',
  ].filter((text) => text !== '')
  return `The areas must tile without faults, but there are: ${lines.join('; ')}. Nothing was changed; ${advice.join('; ')}.`
}
