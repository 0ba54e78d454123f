import type { AreaIndex } from '../areas/area-index.ts'
import { basemapForWeb } from '../areas/basemap-for-web.ts'
import type { Config } from '../config.ts'
import type { Db } from '../db/connect.ts'
import { readSetting } from '../db/settings.ts'
import { toDegrees } from '../domain/coverage/shape.ts'
import { isDispute } from '../domain/public/dispute.ts'
import type { Form } from './contract.ts'
import { readMains, readPublicCategories } from './public-categories.ts'
import { MOST_PHOTOS } from './take-report.ts'

/** What somebody needs before they can report: what may be chosen, where, and what becomes of what they tell. */
export async function readForm(
  db: Db,
  { county, release }: AreaIndex,
  config: Pick<Config, 'basemap' | 'timeZone' | 'keyring' | 'contactDays'>,
): Promise<Form> {
  const [demo, categories, mains] = await Promise.all([
    readSetting(db, 'demo'),
    readPublicCategories(db),
    readMains(db),
  ])
  const above = mains.filter(({ code }) => categories.some(({ parent }) => parent === code))
  return {
    county: county && { name: county.name, nameEn: county.nameEn, bounds: county.bounds.map(toDegrees) },
    demo: demo === true,
    release,
    timeZone: config.timeZone,
    basemap: basemapForWeb(config.basemap),
    contactDays: config.keyring === null ? null : config.contactDays,
    mostPhotos: MOST_PHOTOS,
    categories: [...above, ...categories].map((category) => ({
      ...category,
      hidden: isDispute(category.code),
    })),
  }
}
