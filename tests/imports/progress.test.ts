import { expect, test } from 'vitest'
import { rowProgress } from '../../server/imports/progress.ts'

/** What is written when 500 rows and a quarter of the file are read each second. */
function written(isTTY: boolean, seconds: number): string[] {
  const lines: string[] = []
  const stream = { isTTY, write: (text: string) => lines.push(text) } as unknown as NodeJS.WriteStream
  let now = 0
  const progress = rowProgress(stream, () => now)
  for (let second = 1; second <= seconds; second += 1) {
    now = second * 1000
    progress.report(second * 500, second / seconds)
  }
  progress.end(seconds * 500)
  return lines
}

test('a terminal shows a bar, rows and rows per second in place', () => {
  const lines = written(true, 4)
  expect(lines).toHaveLength(5)
  expect(lines[0]).toBe('\r██████░░░░░░░░░░░░░░░░░░  25 %  500 rows, 500 rows/s  ')
  expect(lines.at(-1)).toBe('\r\u001b[K2,000 rows, 500 rows/s\n')
})

test('a log said nothing until the end', () => {
  expect(written(false, 40)).toEqual([
    '25 %, 5,000 rows, 500 rows/s\n',
    '50 %, 10,000 rows, 500 rows/s\n',
    '75 %, 15,000 rows, 500 rows/s\n',
    '100 %, 20,000 rows, 500 rows/s\n',
    '20,000 rows, 500 rows/s\n',
  ])
})
