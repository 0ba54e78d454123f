// The web's only door to the server: contracts, gathered. Only types may be imported from here by web/.
export type { SessionState } from './accounts/contract.ts'
export type { Area, AreaDetail, AreaTree, County } from './areas/contract.ts'
export type { BulkAnswer, Life, Queue, QueueItem, ReportBody, Similar, Step } from './handling/contract.ts'
export type { LiveMark, LiveStep } from './live/contract.ts'
export type { Unit } from './units/contract.ts'
export type { Figures, Incident, IncidentDetail, IncidentPage, Summary } from './incidents/contract.ts'
export type { Care, CoverageCells, CoverageReport } from './patrols/contract.ts'
export type { ErrorBody, ErrorCode } from './errors.ts'
