import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onlyOwnPhotos } from '../../../web/duty/send/own-photos.ts'
import { verdictOn } from '../../../web/duty/send/verdict.ts'
import { dependentsOf, nextToSend, type OutboxItem } from '../../../web/duty/store/outbox-item.ts'

let order = 0
function item(
  group: string,
  state: OutboxItem['state'] = 'waiting',
  more: Partial<OutboxItem> = {},
): OutboxItem {
  order += 1
  const task = { kind: 'start' as const, session: group, startedAt: '' }
  return { order, id: `${order}`, group, title: '', madeAt: 0, task, state, fault: null, ...more }
}

test('what comes first is sent first, and a choice holds up only its own group', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.boolean())), (made) => {
      const items = made.map(([group, isChoice]) => item(group, isChoice ? 'choice' : 'waiting'))
      const next = nextToSend(items)
      const held = (one: OutboxItem) =>
        items.some(
          (before) => before.order < one.order && before.group === one.group && before.state === 'choice',
        )
      const free = items.find((one) => one.state === 'waiting' && !held(one))
      expect(next).toBe(free ?? null)
    }),
  )
})

test('the photos of a report go with it, and no others', () => {
  const report = item('report:r', 'choice', {
    id: 'r',
    task: { kind: 'report', body: { category: '0301', title: 't', lon: 114, lat: 37 } },
  })
  const own = item('report:r', 'waiting', { task: { kind: 'photo', file: 'f', incident: null, report: 'r' } })
  const other = item('incident:1', 'waiting', {
    task: { kind: 'photo', file: 'g', incident: 1, report: null },
  })
  expect(dependentsOf(report, [report, own, other])).toEqual([own])
})

test('only photos of my own leave what I decided on a case as it was', () => {
  const photo = { action: 'photo', actor: 'me' }
  expect(onlyOwnPhotos([photo, photo], 'me')).toBe(true)
  expect(onlyOwnPhotos([photo, { action: 'photo', actor: 'you' }], 'me')).toBe(false)
  expect(onlyOwnPhotos([photo, { action: 'urge', actor: 'me' }], 'me')).toBe(false)
  expect(onlyOwnPhotos([], 'me')).toBe(false)
})

test.each([
  ['unreachable', 'later'],
  ['internal', 'later'],
  ['too_many_requests', 'later'],
  ['upload_gap', 'later'],
  ['unauthenticated', 'signIn'],
  ['forged', 'whoAmI'],
  ['stale', 'choice'],
  ['wrong_state', 'choice'],
  ['not_allowed', 'choice'],
  ['invalid_input', 'choice'],
] as const)('%s means %s', (code, verdict) => {
  expect(verdictOn({ code })).toBe(verdict)
})
