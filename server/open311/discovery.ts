import type { AreaIndex } from '../areas/area-index.ts'
import type { Language } from '../domain/incident-words.ts'
import { nameIn } from './services.ts'
import { OPEN311_WORDS } from './words.ts'

/** When what this program answers was last changed by its makers. */
const PROGRAM_CHANGED_AT = Date.UTC(2026, 10, 26, 12, 30)

type Around = {
  areas: AreaIndex
  language: Language
  /** The address of the API, without a slash at its end. */
  url: string
  /** What is filed with the demonstration county is acted upon by nobody. */
  isDemo: boolean
  /** When the services were last changed, in milliseconds; null: never. */
  changedAt: number | null
}

/** The document by which apps find the API (Service Discovery): a new changeset says that services should be read again. */
export function discoveryOf({ areas, language, url, isDemo, changedAt }: Around) {
  const words = OPEN311_WORDS[language]
  const county = areas.county === null ? words.theCounty : nameIn(areas.county, language)
  const changeset = new Date(Math.max(PROGRAM_CHANGED_AT, changedAt ?? 0))
    .toISOString()
    .slice(0, 16)
    .replace('T', ' ')
  return {
    changeset,
    contact: words.contact(county),
    key_service: words.keyService(county),
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url,
        changeset,
        type: isDemo ? 'test' : 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  }
}
