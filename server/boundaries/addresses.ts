import { sql } from 'kysely'
import type { Db } from '../db/connect.ts'
import type { Shape } from '../domain/coverage/shape.ts'
import { insideShapes, type Bounds } from './inside-shapes.ts'

type PlacedAddress = { x: number; y: number; households: number }

/** Address points in columns; place in 1e-7 degree. */
export type AddressColumns = {
  x: number[]
  y: number[]
  households: number[]
}

/** The address points that lie in one of the shapes. */
export async function addressesInside(db: Db, shapes: readonly Shape[]): Promise<AddressColumns> {
  const found = await insideShapes(shapes, (bounds) => readInside(db, bounds))
  return {
    x: found.map(({ x }) => x),
    y: found.map(({ y }) => y),
    households: found.map(({ households }) => households),
  }
}

/** In an order that says nothing of the file that they came from. */
async function readInside(db: Db, [minX, minY, maxX, maxY]: Bounds): Promise<PlacedAddress[]> {
  const { rows } = await sql<PlacedAddress>`
    select x, y, households from address_point
    where x between ${minX}::int and ${maxX}::int and y between ${minY}::int and ${maxY}::int
    order by x, y, id`.execute(db)
  return rows
}
