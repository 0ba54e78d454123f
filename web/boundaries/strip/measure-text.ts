import type { BoundaryMessages } from '../../messages/boundaries/zh.ts'
import type { Formats } from '../../state/formats.ts'
import { lineMetres, ringSquareMetres } from '../geometry/measure.ts'
import type { Workbench } from '../studio/workbench.svelte.ts'

/** The length of the line that is drawn, on to the pointer; of a ring its area too. Null before the first point. */
export function measureText(
  { sketch, pointer }: Workbench,
  formats: Formats,
  messages: BoundaryMessages,
): string | null {
  const { line } = sketch
  if (line.length === 0) return null
  const drawn = sketch.ended || !pointer ? line : [...line, pointer.snap.place]
  const metres = lineMetres(drawn)
  const { measure } = messages
  const length = measure.length(
    metres < 1000
      ? measure.metres(formats.number(Math.round(metres)))
      : measure.kilometres(formats.short(metres / 1000)),
  )
  if (!sketch.isRing) return length
  return `${length} · ${measure.area(formats.decimal(ringSquareMetres(line.slice(0, -1)) / 10_000))}`
}
