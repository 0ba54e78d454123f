import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOf, splitEnding } from '../../server/open311/format.ts'
import { languageOf } from '../../server/open311/language.ts'
import { many, one, readParameters } from '../../server/open311/parameters.ts'
import { readContact } from '../../server/open311/read-contact.ts'
import { readReport } from '../../server/open311/read-report.ts'
import { MOST_REQUESTS, readFilters } from '../../server/open311/request-filters.ts'
import { dayOf, endOfDay, readTime, wholeDays, writeTime } from '../../server/open311/time.ts'
import { writeXml, type Value } from '../../server/open311/write-xml.ts'
import { readXml, spark } from './read-xml.ts'
import { EXAMPLES } from './specification.ts'

const DAY_MS = 86_400_000
const form = (fields: Record<string, string>) => readParameters(new URLSearchParams(fields).toString())

describe('XML', () => {
  it.each(Object.entries(EXAMPLES))('of %s is that of the specification', (_name, { root, json, xml }) => {
    const written = writeXml(root, json as Value)
    const tight = (text: string) => text.replaceAll(/>\s+</g, '><').trim()
    expect(tight(written)).toBe(`<?xml version="1.0" encoding="utf-8"?>${tight(xml)}`)
    expect(spark(readXml(written), json)).toEqual(json)
  })

  it('is read back as it was written, whatever the text', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(']]>', '<!--', '&#0;', '\r\n', '\t'),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const written = writeXml('errors', [{ code: 400, description: text }])
        expect(spark(readXml(written), [{ code: 0, description: '' }])).toEqual([
          { code: 400, description: text },
        ])
      }),
    )
  })

  it('has no sign that XML cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const written = writeXml('errors', [{ code: 400, description: `${text}\u0000\ud800\uffff` }])
        // oxlint-disable-next-line no-control-regex
        expect(written).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u)
        readXml(written)
      }),
    )
  })
})

it.each([
  ['/open311/v2/services.json', 'text/xml', 'json'],
  ['/open311/v2/services.xml?x=.json', 'application/json', 'xml'],
  ['/open311/v2/services', 'application/json', 'json'],
  ['/open311/v2/services', undefined, 'xml'],
  ['/open311/v2/requests/A.json/', undefined, 'json'],
])('the format of %s, asked for as %s, is %s', (url, accept, format) => {
  expect(formatOf(url, accept)).toBe(format)
})

it('an ending is no part of a name', () => {
  expect(splitEnding('0301.json')).toEqual({ name: '0301', ending: 'json' })
  expect(splitEnding('a.b')).toEqual({ name: 'a.b', ending: null })
})

it.each([
  [null, undefined, 'zh'],
  [null, 'en-GB,en;q=0.9', 'en'],
  [null, 'en;q=0.2, zh-CN;q=0.9', 'zh'],
  [null, 'fr, en;q=0', 'zh'],
  ['en', 'zh', 'en'],
  ['zh-Hans', 'en', 'zh'],
])('the language of lang=%s and Accept-Language: %s is %s', (lang, accepted, language) => {
  expect(languageOf(lang, accepted)).toBe(language)
})

it('a parameter that is empty is one that was not given, and one in two places is the same', () => {
  expect(one(readParameters('a=&b=1&b=1&c=%20'), 'a')).toBe(null)
  expect(one(readParameters('b=1&b=1'), 'b')).toBe('1')
  expect(() => one(readParameters('b=1&b=2'), 'b')).toThrow('several times')
  expect(many(readParameters('s=1,2&s=2&s=,3,'), 's')).toEqual(['1', '2', '3'])
})

describe('times', () => {
  it('are read as they are written, on whatever clock', () => {
    const at = fc.integer({ min: 86_400, max: 4_000_000_000 })
    fc.assert(
      fc.property(at, fc.integer({ min: -56, max: 56 }), (seconds, quarters) => {
        const written = writeTime(new Date(seconds * 1000), () => quarters * 900_000)
        expect(readTime('x', written)).toBe(seconds * 1000)
        // A plus that was not escaped.
        expect(readTime('x', written.replace('+', ' '))).toBe(seconds * 1000)
      }),
    )
  })

  it.each(['2026-01-01', '2026-01-01T00:00:00', '2026-02-30T00:00:00Z', '9999-01-01T00:00:00Z', 'x', '0'])(
    'like %s are refused',
    (given) => expect(() => readTime('start_date', given)).toThrow(/^start_date must be a time like/),
  )
})

it('a search by time finds what it is shown to be, and tells no more of when it was reported', () => {
  const zone = () => 8 * 3_600_000
  const moment = fc.integer({ min: 1e12, max: 1.9e12 })
  fc.assert(
    fc.property(moment, moment, fc.integer({ min: 0, max: 9 }), (reported, from, days) => {
      const to = from + days * DAY_MS
      const shown = dayOf(reported, zone)
      const span = wholeDays({ from, to }, zone)
      expect(reported >= span.from && reported < span.before).toBe(shown >= from && shown <= to)
      expect(writeTime(new Date(shown), zone)).toMatch(/T00:00:00\+08:00$/)
      expect(writeTime(new Date(endOfDay(reported, zone)), zone)).toMatch(/T23:59:59\+08:00$/)
    }),
  )
})

describe('what is asked for', () => {
  const now = Date.UTC(2026, 10, 26)
  const utc = () => 0
  const spanOf = (query: string) => {
    const filters = readFilters(readParameters(query), now, utc)
    return filters.ids === null ? [filters.from, filters.before] : null
  }

  it('is at most 90 days, beside the end that was given', () => {
    const span = 90 * DAY_MS
    const day = DAY_MS
    expect(spanOf('')).toEqual([now - span, now + day])
    const june = Date.UTC(2026, 5, 1)
    expect(spanOf('start_date=2026-06-01T00:00:00Z')).toEqual([june, june + span + day])
    expect(spanOf('end_date=2026-06-01T00:00:00Z')).toEqual([june - span, june + day])
    expect(spanOf('start_date=2026-06-01T00:00:00Z&end_date=2026-08-30T00:00:00Z')).toEqual([
      june,
      june + span + day,
    ])
  })

  it('is by ids alone where some are named, and by pages else', () => {
    expect(readFilters(readParameters('service_request_id=a,b&status=nonsense'), now, utc)).toEqual({
      ids: ['a', 'b'],
    })
    const paged = readFilters(
      readParameters('page=3&page_size=20&status=open&service_code=0301,0402'),
      now,
      utc,
    )
    expect(paged).toMatchObject({ limit: 20, offset: 40, status: 'open', codes: ['0301', '0402'] })
    expect(readFilters(readParameters('status=open,closed'), now, utc)).toMatchObject({
      status: null,
      limit: MOST_REQUESTS,
      offset: 0,
    })
  })

  it.each([
    ['start_date=2026-06-01T00:00:00Z&end_date=2026-08-30T00:00:01Z', '90 days apart'],
    ['start_date=2026-06-02T00:00:00Z&end_date=2026-06-01T00:00:00Z', 'not be later'],
    ['status=done', 'open or closed'],
    ['page=0', 'whole number from 1'],
    ['page_size=1001', 'from 1 to 1000'],
    [`service_request_id=${Array.from({ length: 1001 }, (_, i) => i).join()}`, 'up to 1000 ids'],
  ])('is refused for %s', (query, description) => {
    expect(() => readFilters(readParameters(query), now, utc)).toThrow(description)
  })
})

describe('a contact', () => {
  it.each([
    [{}, null],
    [{ first_name: 'Li', last_name: 'Na' }, { name: 'Li Na' }],
    [{ first_name: '娜', last_name: '李' }, { name: '李娜' }],
    [{ email: 'li@example.org', first_name: 'Li' }, { name: 'Li li@example.org' }],
    [{ phone: '(0319) 772.0000' }, { phone: '0319 772 0000' }],
    [{ phone: '＋86 138 - 0000 0000' }, { phone: '+86 138-0000 0000' }],
  ])('from %o is %o', (fields, contact) => {
    expect(readContact(form(fields as Record<string, string>))).toEqual(contact)
  })

  it('that cannot be kept is refused, and not said again', () => {
    expect(() => readContact(form({ phone: 'call me 138' }))).toThrow(/^phone must be 5 to 20 digits/)
    expect(() => readContact(form({ email: `${'x'.repeat(50)}@example.org` }))).toThrow(
      'at most 50 characters',
    )
  })
})

it('all faults of a report are told at once', () => {
  const fields = {
    lat: '91',
    long: 'x',
    media_url: 'file:///etc/passwd',
    phone: '1',
    description: 'x'.repeat(4001),
  }
  try {
    readReport(form(fields))
    expect.unreachable()
  } catch (error) {
    expect((error as { descriptions: string[] }).descriptions.map((text) => text.split(' ')[0])).toEqual([
      'lat',
      'description',
      'media_url',
      'phone',
    ])
  }
})

it.each([
  [{ lat: '37' }, 'one of them is missing'],
  [{ description: 'x' }, 'A location is needed'],
  [{ address_string: 'x'.repeat(201) }, 'may have 200 characters'],
])('a report with %o is refused', (fields, description) => {
  expect(() => readReport(form(fields as Record<string, string>))).toThrow(description)
})
