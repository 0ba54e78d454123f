import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { sql } from 'kysely'
import { readSheet } from 'read-excel-file/node'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Incident } from '../../server/contract.ts'
import { checkFits, MOST_ROWS } from '../../server/incidents/export/format.ts'
import { WORDS } from '../../server/incidents/export/words.ts'
import { writeWorkbook } from '../../server/incidents/export/workbook.ts'
import type { Cell } from '../../server/incidents/export/sheet-xml.ts'
import { addUnit } from '../../server/units/command.ts'
import { en } from '../../web/messages/en.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { get, openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const CHINA_MS = 8 * 3_600_000

/** A time on the county's clocks; to a hundredth of a second, for the reader cuts off what days in doubles leave over. */
const clockOf = (time: string | null) => time && hundredths(Date.parse(time) + CHINA_MS)
const hundredths = (at: unknown) => (at === null ? null : Math.round(Number(at) / 10))

async function workbook(texts: readonly string[]): Promise<Buffer> {
  async function* pages(): AsyncGenerator<Cell[][]> {
    yield texts.map((text) => [text, 1])
  }
  const columns = [
    { title: 'a', width: 9 },
    { title: 'b', width: 9 },
  ]
  const parts: Uint8Array[] = []
  for await (const part of writeWorkbook({ name: 'x', columns, pages: pages() })) parts.push(part)
  return Buffer.concat(parts)
}

describeOnDatabases('an export as a workbook', (database) => {
  let app: App
  beforeAll(async () => {
    const { db } = database()
    await loadSmallCounty(db)
    await addUnit(db, { code: 'roads', name: '公路站', nameEn: 'Roads', area: null, categories: [] })
    await sql`update incident set unit_id = (select id from unit), address = '0012', due_at = '2026-03-12T02:03:04.567Z'
      where number = 'N3'`.execute(db)
    app = await openServer(db)
  })
  afterAll(() => app.close())

  const take = async (query: string) => {
    const { rawPayload, headers } = await app.inject({ url: `/api/incidents/export?format=xlsx&${query}` })
    return { headers, bytes: rawPayload }
  }

  it.each(['', 'area=A', 'state=open', 'q=n3', 'due=overdue', 'unit=none'])(
    'has exactly what the list shows: "%s"',
    async (query) => {
      const { headers, bytes } = await take(`lang=en&${query}`)
      expect(headers['content-disposition']).toMatch(/filename="incidents-\d{4}-\d\d-\d\d\.xlsx"$/)
      const { body } = await get(app, `/api/incidents?limit=500&${query}`)
      const items = body.items as Incident[]
      expect(headers['x-total-count']).toBe(String(items.length))
      const [header, ...rows] = await readSheet(bytes)
      expect(header).toEqual(Object.values(WORDS.en.titles))
      expect(
        rows.map((row) => [
          row[0],
          row[1],
          row[3],
          row[8],
          row[10],
          row[11],
          ...row.slice(12, 16).map(hundredths),
        ]),
      ).toEqual(
        items.map((item) => [
          item.number,
          item.title,
          en.states[item.state],
          item.area,
          item.lon,
          item.lat,
          clockOf(item.occurredAt),
          clockOf(item.reportedAt),
          clockOf(item.dueAt),
          clockOf(item.closedAt),
        ]),
      )
    },
  )

  it('says names instead of codes, in either language', async () => {
    const row = async (lang: string) => (await readSheet((await take(`q=N3&${lang}`)).bytes))[1]!.slice(2, 10)
    const zhRow = ['垃圾堆积', '处置中', '一般', '网格员上报', '0012', 'A区 › A2区 › A2a区', 'A2a', '公路站']
    expect(await row('')).toEqual(zhRow)
    expect(await row('lang=en')).toEqual([
      'Rubbish',
      'Being handled',
      'Routine',
      'Grid operator',
      '0012',
      'Area A › Area A2 › Area A2a',
      'A2a',
      'Roads',
    ])
  })

  it('keeps its header in sight, filters every column, and no text of it is a formula', async () => {
    const { db } = database()
    await sql`update incident set title = '=HYPERLINK("x")' where number = 'N1'`.execute(db)
    const sheet = Buffer.from(unzipSync((await take('area=A')).bytes)['xl/worksheets/sheet1.xml']!).toString()
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<autoFilter ref="A1:P5"/>')
    expect(sheet).toMatch(/s="3" t="inlineStr"><is><t xml:space="preserve">=HYPERLINK/)
    expect(sheet).not.toContain('<f>')
    // A number is one, and a time is one with the format of times.
    expect(sheet).toMatch(/<c r="K2"><v>114\.\d+<\/v><\/c>/)
    expect(sheet).toMatch(/<c r="M2" s="2"><v>46\d{3}(\.\d+)?<\/v><\/c>/)
  })

  it('of nothing is a header', async () => {
    expect(await readSheet((await take('q=none')).bytes)).toEqual([Object.values(WORDS.zh.titles)])
  })
})

it('a sheet takes as many incidents as Excel, and more is told before anything goes', () => {
  expect(() => checkFits('xlsx', MOST_ROWS)).not.toThrow()
  expect(() => checkFits('csv', MOST_ROWS + 1)).not.toThrow()
  expect(() => checkFits('xlsx', MOST_ROWS + 1)).toThrow(
    'A workbook takes 1048575 incidents, but the filter shows 1048576',
  )
})

it('a sheet that grows over the limit meanwhile breaks off', async () => {
  async function* pages(): AsyncGenerator<Cell[][]> {
    const page = Array.from({ length: MOST_ROWS }, () => [])
    yield page
    yield [[]]
  }
  const taking = async () => {
    for await (const part of writeWorkbook({
      name: 'x',
      columns: [{ title: 'a', width: 9 }],
      pages: pages(),
    }))
      void part
  }
  await expect(taking()).rejects.toThrow('A sheet has 1048576 rows, no more.')
})

it('any text comes back as it was', async () => {
  const odd = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '_x0041_',
          '_x',
          '_',
          '0041',
          '\u0000',
          '\u0007',
          '\r\n',
          '\t',
          '<&>"',
          '🚧',
          '=',
          '\uffff',
        ),
      )
      .map((parts) => parts.join('')),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(odd, { minLength: 1 }), async (texts) => {
      const [, ...rows] = await readSheet(await workbook(texts), { trim: false })
      expect(rows.map(([text]) => text ?? '')).toEqual(texts)
    }),
    { numRuns: 50 },
  )
})

it('a text longer than a cell takes is cut, and no character in half', async () => {
  const [, row] = await readSheet(await workbook(['字'.repeat(32_765) + '🚧🚧']))
  expect(row![0]).toBe('字'.repeat(32_765) + '…')
})
