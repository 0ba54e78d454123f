/** The rows that stand worst, in the order in which they came, and how many are left out: a sheet has no room for forty villages. */
export function worstRows<Row>(
  rows: readonly Row[],
  most: number,
  /** What is worse comes first: numbers, the weightiest first. */
  badness: (row: Row) => readonly number[],
): { shown: Row[]; left: number } {
  if (rows.length <= most) return { shown: [...rows], left: 0 }
  const worse = (a: Row, b: Row): number => {
    const [one, other] = [badness(a), badness(b)]
    const at = one.findIndex((value, i) => value !== other[i])
    return at === -1 ? 0 : other[at]! - one[at]!
  }
  const worst = new Set(rows.toSorted(worse).slice(0, most))
  return { shown: rows.filter((row) => worst.has(row)), left: rows.length - most }
}
