import type { Db } from '../db/connect.ts'
import { Open311Error } from './open311-error.ts'
import { readOffer } from './queries.ts'
import type { OfferedCategory } from './services.ts'

/** The category that a service_code names. Throws 404 for one that the public cannot report. */
export async function offered(db: Db, code: string): Promise<OfferedCategory> {
  const { categories } = await readOffer(db)
  const category = categories.find((one) => one.code === code)
  if (category) return category
  throw new Open311Error(
    404,
    `service_code "${code.slice(0, 64)}" is not known here: GET services lists those that are.`,
  )
}
