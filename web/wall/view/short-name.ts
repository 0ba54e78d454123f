import type { Area } from '../../../server/contract.ts'

/** What an English name of a place ends with to say of which kind it is: walls say that by the level. */
const KIND = / (?:Town|Township|Subdistrict|Village|Community|Residential Community)$/

/** The name of an area where there is little room: grids by the last three digits of their code, English names without their kind. */
export function shortName(
  area: Pick<Area, 'level' | 'code' | 'name' | 'nameEn'>,
  language: 'zh' | 'en',
): string {
  if (area.level === 'grid') return /^\d+$/.test(area.code.slice(-3)) ? area.code.slice(-3) : area.code
  return language === 'en' ? (area.nameEn?.replace(KIND, '') ?? area.name) : area.name
}
