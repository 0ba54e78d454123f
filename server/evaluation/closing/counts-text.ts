import { COUNTED_NAMES, type CountedName, type CountsByName } from '../../domain/evaluation/counts.ts'

/** What an incident adds to which figures, as text in the order of COUNTED_NAMES: 'closing 1/1, onTime 0/1'. */
export function countsToText(counts: CountsByName): string {
  return COUNTED_NAMES.flatMap((name) => {
    const own = counts[name]
    return own === undefined ? [] : [`${name} ${own.numerator}/${own.denominator}`]
  }).join(', ')
}

export function textToCounts(text: string): CountsByName {
  const counts: CountsByName = {}
  for (const part of text.split(', ')) {
    const match = /^(\w+) (\d+)\/(\d+)$/.exec(part)
    if (match === null) throw new Error(`Counts are like "closing 1/1, onTime 0/1", but came "${text}".`)
    counts[match[1] as CountedName] = { numerator: Number(match[2]), denominator: Number(match[3]) }
  }
  return counts
}
