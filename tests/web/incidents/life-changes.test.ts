import { expect, test } from 'vitest'
import type { Life } from '../../../server/contract.ts'
import { changesOf } from '../../../web/incidents/life-changes.ts'
import { en } from '../../../web/messages/en.ts'
import { zh, type Messages } from '../../../web/messages/zh.ts'
import { Formats } from '../../../web/state/formats.ts'

const LIFE: Life = {
  id: 7,
  number: 'N7',
  version: 3,
  state: 'handling',
  unit: { code: 'roads', name: '公路站', nameEn: 'Roads' },
  dueAt: '2026-03-12T02:00:00.000Z',
  feedbackDueAt: '2026-03-09T02:00:00.000Z',
  suspendedAt: null,
  extendedDays: 0,
  mostExtension: 8,
  request: null,
  supervisedDueAt: null,
  urged: 0,
  escalation: 0,
  rating: null,
  answer: null,
  duplicateOf: null,
  actions: ['feedback'],
  needsEvidence: false,
  mayAddPhotos: true,
  hasContact: false,
  mayReadContact: false,
  steps: [],
}

/** As the locale of the screen: a name is told by an object that knows its language. */
class Words {
  readonly messages: Messages
  readonly formats: Formats
  readonly #language: 'zh' | 'en'

  constructor(language: 'zh' | 'en') {
    this.#language = language
    this.messages = language === 'zh' ? zh : en
    this.formats = new Formats(language, 'Asia/Shanghai')
  }

  nameOf({ name, nameEn }: { name: string; nameEn: string | null }): string {
    return this.#language === 'en' ? (nameEn ?? name) : name
  }
}
const [english, chinese] = [new Words('en'), new Words('zh')]

test.each<[string, Partial<Life>, object[]]>([
  ['nothing, or only what a person cannot see', { version: 4, actions: [], mayAddPhotos: false }, []],
  [
    'a return that was approved',
    { state: 'accepted', unit: null },
    [
      { field: 'state', from: 'Being handled', to: 'Accepted' },
      { field: 'unit', from: 'Roads', to: 'none' },
    ],
  ],
  [
    'an extension that was approved',
    { dueAt: '2026-03-17T02:00:00.000Z', extendedDays: 3 },
    [
      { field: 'dueAt', from: '12 Mar, 10:00', to: '17 Mar, 10:00' },
      { field: 'extendedDays', from: 'none', to: '3 working days' },
    ],
  ],
  [
    'a request',
    { request: { kind: 'extension', by: 'li', at: '2026-03-05T02:00:00.000Z', note: 'x', days: 2 } },
    [{ field: 'request', from: 'none', to: 'Extension · 2 working days · li' }],
  ],
  [
    'a suspension, an order and more',
    {
      suspendedAt: '2026-03-05T02:00:00.000Z',
      dueAt: null,
      feedbackDueAt: null,
      supervisedDueAt: '2026-03-10T02:00:00.000Z',
      urged: 2,
      escalation: 1,
      rating: 'neutral',
      duplicateOf: 5,
    },
    [
      { field: 'dueAt', from: '12 Mar, 10:00', to: 'none' },
      { field: 'feedbackDueAt', from: '9 Mar, 10:00', to: 'none' },
      { field: 'suspendedAt', from: 'none', to: '5 Mar, 10:00' },
      { field: 'supervisedDueAt', from: 'none', to: '10 Mar, 10:00' },
      { field: 'urged', from: 'none', to: 'urged 2 times' },
      { field: 'escalation', from: 'none', to: 'to the command centre' },
      { field: 'rating', from: 'none', to: 'Neutral' },
      { field: 'duplicateOf', from: 'none', to: 'incident #5' },
    ],
  ],
])('the difference is told in words: %s', (_, changed, expected) => {
  const after = { ...LIFE, ...changed }
  expect(changesOf(LIFE, after, english)).toEqual(expected)
  expect(changesOf(LIFE, after, chinese).map(({ field }) => field)).toEqual(
    expected.map((change) => (change as { field: string }).field),
  )
})
