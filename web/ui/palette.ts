/** The tokens of tokens.css that canvases and graphics cards need as values. */
export type Palette = {
  /** How much larger than on a desk everything is drawn: 1, on a wall 1.5. */
  scale: number
  ground: string
  land: string
  panel: string
  ink: string
  inkQuiet: string
  hairline: string
  accent: string
  overdue: string
  dueSoon: string
  inHand: string
  closed: string
  supervised: string
  sequential: readonly string[]
  diverging: readonly string[]
  heat: readonly string[]
}

/** Reads the tokens as they are now; again after the theme has changed. */
export function readPalette(element: Element = document.documentElement): Palette {
  const style = getComputedStyle(element)
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  const ramp = (name: string, steps: number): string[] =>
    Array.from({ length: steps }, (_, i) => token(`${name}-${i + 1}`))
  return {
    scale: Number(token('scale')),
    ground: token('ground'),
    land: token('land'),
    panel: token('panel'),
    ink: token('ink'),
    inkQuiet: token('ink-quiet'),
    hairline: token('hairline'),
    accent: token('accent'),
    overdue: token('overdue'),
    dueSoon: token('due-soon'),
    inHand: token('in-hand'),
    closed: token('closed'),
    supervised: token('supervised'),
    sequential: ramp('seq', 6),
    diverging: ramp('div', 5),
    heat: ramp('heat', 4),
  }
}

/** Red, green and blue (0 to 255) of a colour written as #rrggbb, or as #rgb, which the build makes of some. */
export function toRgb(hex: string): [number, number, number] {
  const digits = hex.length === 4 ? hex.slice(1).replaceAll(/./g, '$&$&') : hex.slice(1)
  const value = Number.parseInt(digits, 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
