import type { AreaIndex } from '../../areas/area-index.ts'
import { PRIORITIES } from '../../domain/incident-state.ts'
import { INCIDENT_WORDS, type Language } from '../../domain/incident-words.ts'
import type { Incident } from '../contract.ts'
import type { Cell } from './sheet-xml.ts'
import { WORDS, type Words } from './words.ts'
import { writeWorkbook } from './workbook.ts'

type ColumnName = keyof Words['titles']

/** The columns with their widths, in characters. */
const WIDTHS: Readonly<Record<ColumnName, number>> = {
  number: 18,
  title: 32,
  category: 16,
  state: 12,
  priority: 10,
  source: 14,
  address: 28,
  area: 30,
  areaCode: 18,
  unit: 20,
  lon: 13,
  lat: 13,
  occurredAt: 17,
  reportedAt: 17,
  dueAt: 17,
  closedAt: 17,
}
const COLUMNS = Object.keys(WIDTHS) as ColumnName[]

type Named = { name: string; nameEn: string | null }

export type SheetTerms = {
  language: Language
  /** By code. */
  names: { categories: ReadonlyMap<string, Named>; units: ReadonlyMap<string, Named> }
  areas: AreaIndex
  /** The release that incidents are attributed to; null: they are in the areas that they happened in. */
  release: number | null
  offsetMs: (ms: number) => number
}

/** A workbook for people: names instead of codes, times by the county's clocks. */
export async function* workbookOf(
  pages: AsyncIterable<readonly Incident[]>,
  { language, names, areas, release, offsetMs }: SheetTerms,
): AsyncGenerator<Uint8Array> {
  const words = WORDS[language]
  const { states, priorities, sources } = INCIDENT_WORDS[language]
  const nameOf = (of: ReadonlyMap<string, Named>, code: string | null) =>
    code === null ? null : inLanguage(of.get(code), language, code)
  const places = new Map<string, string>()
  const placeOf = (code: string): string => {
    let place = places.get(code)
    if (place === undefined) places.set(code, (place = pathOf(areas, code, language)))
    return place
  }
  const time = (text: string | null): Cell => {
    if (text === null) return null
    const ms = Date.parse(text)
    return { localMs: ms + offsetMs(ms) }
  }
  const cells: Record<ColumnName, (incident: Incident) => Cell> = {
    number: ({ number }) => number,
    title: ({ title }) => title,
    category: ({ category }) => nameOf(names.categories, category),
    state: ({ state }) => states[state],
    priority: ({ priority }) => priorities[PRIORITIES[priority]!],
    source: ({ source }) => sources[source] ?? source,
    address: ({ address }) => address,
    area: ({ area }) => area && placeOf(area),
    areaCode: ({ area }) => area,
    unit: ({ unit }) => nameOf(names.units, unit),
    lon: ({ lon }) => lon,
    lat: ({ lat }) => lat,
    occurredAt: ({ occurredAt }) => time(occurredAt),
    reportedAt: ({ reportedAt }) => time(reportedAt),
    dueAt: ({ dueAt }) => time(dueAt),
    closedAt: ({ closedAt }) => time(closedAt),
  }
  const ordered = COLUMNS.map((name) => cells[name])
  async function* rows(): AsyncGenerator<Cell[][]> {
    for await (const page of pages) {
      yield page.map((incident) => ordered.map((cell) => cell(incident)))
    }
  }
  const titles = release === null ? words.titles : { ...words.titles, area: words.areaAt(release) }
  yield* writeWorkbook({
    name: words.sheet,
    columns: COLUMNS.map((name) => ({ title: titles[name], width: WIDTHS[name] })),
    pages: rows(),
  })
}

function inLanguage(named: Named | undefined, language: Language, otherwise: string): string {
  if (named === undefined) return otherwise
  return (language === 'en' ? named.nameEn : null) ?? named.name
}

/** Township › village › grid; the code alone where the area is no more. */
function pathOf(areas: AreaIndex, code: string, language: Language): string {
  const area = areas.byCode(code)
  if (area === null) return code
  const path = areas.path(area)
  return path
    .slice(Math.min(1, path.length - 1))
    .map((part) => inLanguage(part, language, part.code))
    .join(' › ')
}
