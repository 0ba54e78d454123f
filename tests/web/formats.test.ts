import { expect, test } from 'vitest'
import { Formats } from '../../web/state/formats.ts'

const at = (text: string) => Date.parse(text)
const NOW = at('2026-11-24T12:00:00Z')
const china = new Formats('zh', 'Asia/Shanghai')

test('a window in another year than now says which', () => {
  const write = china.instantsOf(at('2020-01-01T00:00:00Z'), at('2020-02-01T00:00:00Z'), NOW)
  expect(write(at('2020-01-01T00:00:00Z'))).toContain('2020年')
})

test('a window in the present year goes without it', () => {
  const write = china.instantsOf(at('2026-10-01T00:00:00Z'), NOW, NOW)
  expect(write(NOW)).toBe('11月24日 20:00')
})

test('large numbers are compact in the words of the language', () => {
  expect(china.compact(12_345)).toBe('1.2万')
  expect(china.short(20)).toBe('20')
})
