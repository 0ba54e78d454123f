import { REPORT, type Staff } from '../support/people.ts'

/** Some incidents in each of the first states, with contact details; their ids. */
export async function reportSome({ operator, dispatcher, handler, manager }: Staff): Promise<number[]> {
  const ids: number[] = []
  for (let i = 0; i < 12; i += 1) {
    const { id } = (await operator.post('/api/incidents', { ...REPORT, contact: { name: '王' } })).body
    if (i > 1) await dispatcher.act(id, 'accept')
    if (i > 3) await dispatcher.act(id, 'dispatch', { data: { unit: i % 2 ? 'roads' : 'town-a' } })
    if (i > 5) await (i % 2 ? handler : manager).act(id, 'start')
    ids.push(id)
  }
  return ids
}
