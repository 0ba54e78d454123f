import type { PresetKey } from './preset.ts'
import type { TickKind } from './ticks.ts'

export type TimeBarLabels = {
  label: string
  play: string
  pause: string
  speed: string
  speeds: readonly string[]
  cumulative: string
  cumulativeMeaning: string
  live: string
  liveMeaning: string
  presets: Readonly<Record<PresetKey, string>>
  presetsLabel: string
  start: string
  end: string
  window: string
  wholeSpan: string
  focus: string
  range: (from: string, to: string) => string
}
export type TimeBarFormats = {
  instant: (at: number) => string
  tick: (at: number, kind: TickKind) => string
}
