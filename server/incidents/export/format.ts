import { CodedError } from '../../errors.ts'

/** What lists can be taken out as: a workbook for people, the others for programs. */
export const EXPORT_FORMATS = ['csv', 'geojson', 'xlsx'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  geojson: 'application/geo+json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** The type of an export that says along the way how far it is (server/domain/export-frames.ts). */
export const FRAMES_TYPE = 'application/vnd.wangge.export-frames'

/** As many incidents as a sheet of Excel takes below its header. */
export const MOST_ROWS = 1_048_575

/** Throws too_many_rows where the format cannot hold so many incidents. */
export function checkFits(format: ExportFormat, rows: number): void {
  if (format !== 'xlsx' || rows <= MOST_ROWS) return
  throw new CodedError(
    'too_many_rows',
    `A workbook takes ${MOST_ROWS} incidents, but the filter shows ${rows}: narrow it, or take CSV.`,
  )
}
