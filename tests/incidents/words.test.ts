import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { gramsOf, readWords } from '../../server/incidents/words.ts'
import { insertIncidents } from '../../server/incidents/insert.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describe('the words of a search', () => {
  it('have no pair that a text with them lacks', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 })
    fc.assert(
      fc.property(text, text, text, (before, term, after) => {
        const words = readWords(term)
        const found = new Set(gramsOf(before + term + after))
        for (const gram of words?.grams ?? []) expect(found).toContain(gram)
      }),
    )
  })

  it.each([
    ['  ', null],
    ['路灯', { terms: ['路灯'], grams: 1, number: null }],
    ['灯', { terms: ['灯'], grams: 0, number: null }],
    ['i12', { terms: ['i12'], grams: 2, number: { prefix: 'I12', grams: 0 } }],
    [
      '20261125-00012',
      { terms: ['20261125-00012'], grams: 11, number: { prefix: '20261125-00012', grams: 0 } },
    ],
    ['20261125 路灯', { terms: ['20261125', '路灯'], grams: 8, number: { prefix: '20261125', grams: 1 } }],
    ['12 34 路灯', { terms: ['12', '34', '路灯'], grams: 0, number: null }],
    ['路灯 坏了', { terms: ['路灯', '坏了'], grams: 2, number: null }],
    ['aaaa', { terms: ['aaaa'], grams: 1, number: null }],
  ])('%j are told apart', (text, wanted) => {
    const words = readWords(text)
    const number = words?.number && { ...words.number, grams: words.number.grams.length }
    expect(words && { ...words, grams: words.grams.length, number }).toEqual(wanted)
  })
})

const TEXTS = [
  ['幸福路路灯不亮', '幸福路 12 号'],
  ['路灯杆倾斜', '和平街与幸福路口'],
  ['井盖缺失 Manhole', null],
  ['MANHOLE cover missing', 'Xingfu Road 12'],
  ['100% 的_垃圾', "O'Neil \\ 巷"],
  ['𠮷野家门前积水', '𠮷祥小区'],
  ['灯', null],
] as const

describeOnDatabases('a search by words', (database) => {
  let app: App
  const numbers: string[] = []
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    const at = new Date('2026-04-01T00:00:00Z')
    await insertIncidents(
      db,
      TEXTS.map(([title, address], i) => ({
        number: `2026040${i}-0001`,
        categoryCode: '99',
        source: 'words',
        sourceKey: null,
        sourceCategory: null,
        title,
        description: null,
        address,
        lon: null,
        lat: null,
        occurredAt: at,
        reportedAt: at,
        state: 'reported',
        priority: 0,
        dueAt: null,
        closedAt: null,
        areaVersionId: null,
      })),
    )
    numbers.push(...TEXTS.map((_, i) => `2026040${i}-0001`))
    app = await openServer(db)
  })
  afterAll(() => app.close())

  const search = async (text: string) => {
    const query = new URLSearchParams({ source: 'words', limit: '500', q: text })
    const { status, body } = await get(app, `/api/incidents?${query.toString()}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return (body.items as { number: string }[]).map(({ number }) => number).toSorted()
  }
  /** What a reader of all the texts would find. */
  const found = (text: string) => {
    const terms = text
      .trim()
      .split(/\s+/)
      .map((term) => term.toLowerCase())
    return numbers.filter((number, i) =>
      terms.every(
        (term) =>
          number.startsWith(term) ||
          TEXTS[i]!.some((part) => part !== null && part.toLowerCase().includes(term)),
      ),
    )
  }

  it.each([
    '路灯',
    '幸福路',
    '路灯 幸福',
    '灯',
    'manhole',
    'Manhole COVER',
    '%',
    '100%',
    '的_垃',
    '\\',
    "O'N",
    '𠮷',
    '𠮷祥',
    '20260403',
    '20260403 missing',
    '12',
    '路 12',
    '12 幸福路',
    '20260400 路灯',
    '20260400 12 路灯',
    '没有这样的',
  ])('for %s finds what has it', async (text) => {
    expect(await search(text)).toEqual(found(text))
  })

  it('finds every part of every text', async () => {
    const part = fc.tuple(fc.nat(TEXTS.length - 1), fc.nat(1), fc.nat(30), fc.integer({ min: 1, max: 6 }))
    await fc.assert(
      fc.asyncProperty(part, async ([i, j, from, length]) => {
        const text = [...(TEXTS[i]![j] ?? '')].slice(from, from + length).join('')
        if (text.trim() !== '') expect(await search(text)).toEqual(found(text))
      }),
      { numRuns: 60 },
    )
  })
})
