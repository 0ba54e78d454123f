import type { IncidentState } from '../../../server/domain/incident-state.ts'
import type { ActionName } from '../../../server/domain/lifecycle/actions.ts'

/** What the duty API answers (server/duty). Times are ISO 8601 by the server's clock. */
export type DutySession = {
  id: string
  startedAt: string
  endsAt: string
  pausedAt: string | null
  endedAt: string | null
  endedBy: 'operator' | 'limit' | 'silence' | null
  heardAt: string
}

export type DutyGrid = { code: string; name: string; nameEn: string | null; role: string; until: string | null }

export type Suggestion = {
  id: number
  grid: string
  cell: string
  lon: number
  lat: number
  madeBy: string
  madeAt: string
}

export type DutyState = {
  now: string
  operator: { code: string; name: string } | null
  session: DutySession | null
  grids: DutyGrid[]
  suggestions: Suggestion[]
  rules: { longestMs: number; silenceMs: number; worstAccuracyMetres: number; mostKmh: number }
}

export type PackCase = {
  id: number
  number: string
  version: number
  title: string
  description: string | null
  category: string
  state: IncidentState
  priority: number
  lon: number
  lat: number
  address: string | null
  area: string | null
  dueAt: string | null
  nextDueAt: string | null
  actions: ActionName[]
  mayAddPhotos: boolean
  needsEvidence: boolean
}

export type GridFeature = {
  type: 'Feature'
  properties: { code: string; name: string; nameEn: string | null; role: string }
  geometry: { type: 'MultiPolygon'; coordinates: number[][][][] }
}

export type Pack = {
  at: string
  release: number
  areas: { type: 'FeatureCollection'; features: GridFeature[] }
  cases: PackCase[]
}

export type Track = {
  day: string
  points: {
    at: string
    lon: number
    lat: number
    accuracy: number | null
    source: 'device' | 'tap' | 'tracker'
    mark: 'none' | 'jump' | 'inaccurate'
  }[]
  readings: { reader: string; kind: 'latest' | 'track'; readAt: string; day: string }[]
}

export type TrackerKey = { key: string; osmAnd: string; ownTracks: string }
