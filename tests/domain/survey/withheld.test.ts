import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { codeCells, type CodeGrid } from '../../../server/domain/survey/code-cells.ts'
import { withheldParts, type Judge } from '../../../server/domain/survey/withheld-parts.ts'

const sum = (numbers: readonly { size: number }[]): number =>
  numbers.reduce((total, { size }) => total + size, 0)
const JUDGE: Judge<{ size: number }> = { sizeOf: sum, isTold: (items) => sum(items) >= 5 }

const items = fc.array(fc.record({ size: fc.nat(9) }), { maxLength: 3 })
const county = fc.record({ parts: fc.array(items, { maxLength: 8 }), ofNone: items })

describe('parts that are held back', () => {
  it('cannot be reckoned from the whole and the parts that are told', () => {
    fc.assert(
      fc.property(county, ({ parts, ofNone }) => {
        const whole = [...parts.flat(), ...ofNone]
        const withheld = withheldParts(whole, parts, JUDGE)
        const told = parts.filter((part) => !withheld.has(part))
        for (const part of told) expect(sum(part)).toBeGreaterThanOrEqual(5)
        const left = sum(whole) - sum(told.flat())
        if (told.length > 0 && left > 0) expect(left).toBeGreaterThanOrEqual(5)
      }),
    )
  })

  it('are none but those with too little, and the fewest more, the smallest first', () => {
    fc.assert(
      fc.property(county, ({ parts, ofNone }) => {
        const whole = [...parts.flat(), ...ofNone]
        const withheld = withheldParts(whole, parts, JUDGE)
        const more = [...withheld].filter((part) => sum(part) >= 5)
        const told = parts.filter((part) => !withheld.has(part))
        for (const part of told)
          for (const other of more) expect(sum(part)).toBeGreaterThanOrEqual(sum(other))
        // Without the last of them too little would be left.
        const last = more.at(-1)
        if (last) {
          const left = sum(whole) - sum(told.flat()) - sum(last)
          expect(left > 0 && left < 5).toBe(true)
        }
      }),
    )
  })
})

/** Grids of a county of a few townships and villages, some in none. */
const grids = fc
  .array(fc.record({ village: fc.nat(5), ofNone: fc.nat(30), byCode: fc.nat(4), more: fc.nat(12) }), {
    maxLength: 24,
  })
  .map((drawn) =>
    drawn.map(({ village, ofNone, byCode, more }, i): CodeGrid => ({
      id: 1000 + i,
      villageId: ofNone < 2 ? null : 100 + village,
      townshipId: ofNone === 0 ? null : Math.floor(village / 2) + 1,
      byCode: more < 3 ? byCode + more * 2 : byCode,
    })),
  )
const answersIn = (of: readonly CodeGrid[]) => of.reduce((total, { byCode }) => total + byCode, 0)

describe('answers by code', () => {
  it('are told together by five households at least, each once or, of fewer in all, not at all', () => {
    fc.assert(
      fc.property(grids, (all) => {
        const cells = codeCells(all)
        for (const cell of cells) expect(answersIn(cell)).toBeGreaterThanOrEqual(5)
        const told = cells.flat()
        expect(new Set(told).size).toBe(told.length)
        expect(answersIn(told)).toBe(answersIn(all) >= 5 ? answersIn(all) : 0)
      }),
    )
  })

  it('of fewer than five cannot be reckoned from areas that have them and others that do not', () => {
    fc.assert(
      fc.property(grids, (all) => {
        // A grid with one answer by code told what its household had said, to whoever had printed its sheet.
        const cells = codeCells(all)
        const toldOf = (area: readonly CodeGrid[]) =>
          cells.filter((cell) => cell.every((grid) => area.includes(grid))).map((cell) => cells.indexOf(cell))
        const keys = ['townshipId', 'villageId', 'id'] as const
        const areas = keys.flatMap((key) =>
          [...new Set(all.map((grid) => grid[key]))].map((id) => all.filter((grid) => grid[key] === id)),
        )
        // What is told of any area is a sum of whole cells, so that nothing finer than a cell comes of any difference.
        for (const area of areas)
          for (const other of areas) {
            const difference = toldOf(area).filter((cell) => !toldOf(other).includes(cell))
            const left = answersIn(difference.flatMap((cell) => cells[cell]!))
            expect(left === 0 || left >= 5).toBe(true)
          }
      }),
    )
  })

  it('are told of a grid with five, where no other part is betrayed by it', () => {
    const at = (id: number, villageId: number, byCode: number): CodeGrid => ({
      id,
      villageId,
      townshipId: 1,
      byCode,
    })
    const ids = (all: CodeGrid[]) => codeCells(all).map((cell) => cell.map(({ id }) => id))
    expect(ids([at(1, 10, 5), at(2, 10, 6)])).toEqual([[1], [2]])
    expect(ids([at(1, 10, 5), at(2, 10, 1), at(3, 10, 9)])).toEqual([[1, 2], [3]])
    expect(ids([at(1, 10, 2), at(2, 10, 2), at(3, 20, 9)])).toEqual([[1, 2, 3]])
    expect(ids([at(1, 10, 4), at(2, 10, 0)])).toEqual([])
  })
})
