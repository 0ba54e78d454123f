/** The tools of the studio with the keys that choose them, in the order of the toolbar. */
export const TOOL_KEYS = {
  select: 'V',
  vertex: 'M',
  split: 'S',
  reshape: 'R',
  merge: 'G',
  transfer: 'T',
  draw: 'N',
  reparent: 'P',
  simplify: 'L',
  suggest: 'A',
  measure: 'D',
} as const

export type ToolName = keyof typeof TOOL_KEYS
export const TOOLS = Object.keys(TOOL_KEYS) as ToolName[]

/** What a pointer does on the map: choose areas, take hold of vertices, or set points. */
export type ToolMode = 'areas' | 'vertices' | 'points'

export const MODES: Readonly<Record<ToolName, ToolMode>> = {
  select: 'areas',
  merge: 'areas',
  reparent: 'areas',
  simplify: 'areas',
  suggest: 'areas',
  vertex: 'vertices',
  split: 'points',
  reshape: 'points',
  transfer: 'points',
  draw: 'points',
  measure: 'points',
}
