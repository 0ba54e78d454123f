import type { Level } from '../../domain/level.ts'

export type AreaImportOptions = {
  file: string
  level: Level
  codeField: string | null
  nameField: string | null
  parentField: string | null
  /** CODE:NAME of a county to be made as the union of what is imported. */
  county: { code: string; name: string } | null
  crs: string
  /** Faults narrower than this are closed; null: none. */
  repairMetres: number | null
  acceptParents: boolean
  dryRun: boolean
  reportFile: string | null
}

/** The line of `--json`, in the words of the command's documentation. */
export type AreaImportOutcome = {
  read: number
  imported: number
  unchanged: number
  rejected: number
  gaps: number
  overlaps: number
  holes: number
  repaired: number
  release: number | null
}
