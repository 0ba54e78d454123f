/** A quarter of a year by the county's clocks: its name (2026-Q4), and its instants [from, to) in milliseconds since 1970. */
export type Quarter = { name: string; from: number; to: number }

/** The quarter that an instant lies in, moved by so many quarters. `offsetMs` is local time minus UTC at an instant. */
export function quarterOf(ms: number, offsetMs: (ms: number) => number, moved = 0): Quarter {
  const local = new Date(ms + offsetMs(ms))
  const number = local.getUTCFullYear() * 4 + Math.floor(local.getUTCMonth() / 3) + moved
  const [year, quarter] = [Math.floor(number / 4), number % 4]
  const startOf = (quarters: number): number => {
    const wall = Date.UTC(Math.floor(quarters / 4), (quarters % 4) * 3)
    // The offset of the wall's own time: the one an instant earlier may be of summer.
    return wall - offsetMs(wall - offsetMs(wall))
  }
  return { name: `${year}-Q${quarter + 1}`, from: startOf(number), to: startOf(number + 1) }
}
