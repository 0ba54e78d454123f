import type { AreaInput } from '../../areas/publish.ts'
import type { CurrentArea } from '../../areas/queries.ts'
import type { Level } from '../../domain/level.ts'
import type { FileArea } from './read-areas.ts'

/** An area of a file as it shall be published; what the file does not tell stays as it is. */
export function toInput(
  area: FileArea,
  level: Level,
  parentCode: string | null,
  current: readonly CurrentArea[],
): AreaInput {
  const before = current.find(({ code }) => code === area.code)
  return {
    code: area.code,
    level,
    parentCode,
    name: area.name,
    nameEn: before?.nameEn ?? null,
    kind: before?.kind ?? 'general',
    households: before?.households ?? null,
    population: before?.population ?? null,
    shape: area.shape,
  }
}

/** A present area as it would be published again. */
export function fromCurrent(area: CurrentArea, current: readonly CurrentArea[]): AreaInput {
  const { code, level, name, nameEn, kind, households, population, shape } = area
  const parentCode = current.find(({ id }) => id === area.parentId)?.code ?? null
  return { code, level, parentCode, name, nameEn, kind, households, population, shape }
}
