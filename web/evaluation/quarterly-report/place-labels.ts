export type PaperLabel = { x: number; y: number; lines: readonly string[] }

/** How wide a letter is, of the size: those of Chinese are square. */
const WIDE = 1
const NARROW = 0.58

/**
 * Which labels are written: one that would lie on another is left out, the earlier ones first. `size` is that of the letters and
 * `line` from line to line; x is the middle of a label, y the foot of its first line.
 */
export function placeLabels(labels: readonly PaperLabel[], size: number, line: number): boolean[] {
  const taken: { left: number; right: number; top: number; bottom: number }[] = []
  return labels.map(({ x, y, lines }) => {
    const half = (Math.max(...lines.map(widthOf)) * size) / 2
    const box = { left: x - half, right: x + half, top: y - size, bottom: y + (lines.length - 1) * line }
    const isFree = taken.every(
      (other) =>
        box.right <= other.left ||
        box.left >= other.right ||
        box.bottom <= other.top ||
        box.top >= other.bottom,
    )
    if (isFree) taken.push(box)
    return isFree
  })
}

function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter.codePointAt(0)! > 0x2e80 ? WIDE : NARROW), 0)
}
