import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AreaIndex } from '../../server/areas/area-index.ts'
import { ColumnBuilder, type ColumnRow } from '../../server/incidents/column-builder.ts'
import { COLUMN_TYPES, type ColumnName, type IncidentColumns } from '../../server/incidents/columns.ts'
import { mergeColumns } from '../../server/incidents/merge-columns.ts'
import { stableOrder } from '../../server/incidents/stable-order.ts'

const noAreas = new AreaIndex(null, [], [])

function columnsOf(rows: readonly ColumnRow[], sources: readonly string[] = []): IncidentColumns {
  const builder = new ColumnBuilder(noAreas, sources)
  for (const row of rows.toSorted((a, b) => a.id - b.id)) builder.add(row)
  return builder.finish()
}

/** Every column as plain numbers, sources by name. */
function plain(columns: IncidentColumns) {
  const names = Object.keys(COLUMN_TYPES).filter((name) => name !== 'source') as ColumnName[]
  return {
    ...Object.fromEntries(names.map((name) => [name, [...columns[name]]])),
    source: [...columns.source].map((code) => columns.sources[code]),
    length: columns.length,
  }
}

const row = fc.record<ColumnRow>({
  id: fc.integer({ min: 1, max: 60 }),
  lon: fc.option(fc.integer({ min: -1_800_000_000, max: 1_800_000_000 })),
  lat: fc.option(fc.integer({ min: -900_000_000, max: 900_000_000 })),
  occurredAt: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4_294_967_295 })),
  dueAt: fc.option(fc.integer({ min: 1, max: 4_294_967_295 })),
  closedAt: fc.option(fc.integer({ min: 1, max: 4_294_967_295 })),
  category: fc.integer({ min: 0, max: 255 }),
  state: fc.integer({ min: 0, max: 8 }),
  priority: fc.integer({ min: 0, max: 2 }),
  source: fc.constantFrom('a', 'b', 'c'),
  areaId: fc.option(fc.integer({ min: 1, max: 9 })),
})
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 40 })

test('rows are in order of time, then id', () => {
  fc.assert(
    fc.property(rows, (some) => {
      const ordered = some.toSorted((a, b) => a.occurredAt - b.occurredAt || a.id - b.id)
      expect([...columnsOf(some).id]).toEqual(ordered.map(({ id }) => id))
    }),
  )
})

test('merging gives what building anew gives; what was there before stays as it was', () => {
  fc.assert(
    fc.property(rows, rows, (older, newer) => {
      const before = columnsOf(older)
      const kept = plain(before)
      const merged = mergeColumns(before, columnsOf(newer, before.sources))
      const ids = new Set(newer.map(({ id }) => id))
      expect(plain(merged)).toEqual(plain(columnsOf([...older.filter(({ id }) => !ids.has(id)), ...newer])))
      expect(plain(before)).toEqual(kept)
    }),
  )
})

test('more rows than the first capacity are all there', () => {
  const many = Array.from({ length: 5000 }, (_, i): ColumnRow => {
    const given = { id: i + 1, occurredAt: 5000 - i, lon: i, lat: -i, category: i % 250 }
    return { ...given, dueAt: null, closedAt: null, state: 0, priority: 0, source: 'a', areaId: null }
  })
  const columns = columnsOf(many)
  expect([...columns.id]).toEqual(many.map(({ id }) => id).toReversed())
  expect(columns.lat[0]).toBe(-4999)
})

test('the order of keys is ascending and stable over all 32 bits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 0xffffffff }))),
      (keys) => {
        const order = stableOrder(Uint32Array.from(keys))
        const expected = keys.map((_, i) => i).toSorted((a, b) => keys[a]! - keys[b]! || a - b)
        expect([...order]).toEqual(expected)
      },
    ),
  )
})
