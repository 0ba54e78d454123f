import { expect, test } from 'vitest'
import { householdsText } from '../../../web/explore/care/households-text.ts'
import { en } from '../../../web/messages/en.ts'
import { Formats } from '../../../web/state/formats.ts'

test.each([
  [0, 'about 0 households'],
  [0.9, 'less than one household'],
  [1.4, 'about 1 household'],
  [2.6, 'about 3 households'],
])('%d households of a cell are told as people count them: %s', (count, said) => {
  expect(householdsText(count, { messages: en, formats: new Formats('en', 'UTC') })).toBe(said)
})
