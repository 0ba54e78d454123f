import { expect } from 'vitest'
import type { Db } from '../../server/db/connect.ts'
import { EXACT, releaseInPostgis } from '../support/release-in-postgis.ts'

/** PostGIS as the judge of the current release: every area valid, none overlapping, each the union of those below. */
export async function expectExact(db: Db): Promise<void> {
  expect(await releaseInPostgis(db)).toEqual(EXACT)
}
