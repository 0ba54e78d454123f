import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { runSecretCommand, sayWhatIsSealed } from '../../server/contacts/command.ts'
import { keepContact, openContact } from '../../server/contacts/contacts.ts'
import { sealAnew } from '../../server/contacts/rotate.ts'
import type { Db } from '../../server/db/connect.ts'
import { Keyring } from '../../server/secret/keyring.ts'
import { asServed, describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty } from '../support/small-county.ts'

const [first, second, third] = [randomBytes(32), randomBytes(32), randomBytes(32)]
const [ring1, ring2] = [new Keyring([first]), new Keyring([second])]
const both = new Keyring([second, first])

const idsOf = async (db: Db): Promise<number[]> =>
  (await db.selectFrom('incident').select('id').orderBy('id').execute()).map(({ id }) => id)

/** Each of the eight incidents of the county has details, sealed with the first secret. */
async function fill(db: Db): Promise<number[]> {
  await sql`delete from reporter_contact`.execute(db)
  const ids = await idsOf(db)
  for (const id of ids) await keepContact(db, ring1, id, { phone: `1380000${id}` })
  return ids
}

describeOnDatabases('a secret', (database) => {
  beforeAll(() => loadSmallCounty(database().db))
  let ids: number[] = []
  beforeEach(async () => {
    ids = await fill(database().db)
  })

  const run = async (keyring: Keyring | null, ...words: string[]) => {
    const told: string[] = []
    const tell = (line: string) => void told.push(line)
    const fault = await runSecretCommand(asServed(database().db), keyring, words, {
      say: tell,
      print: tell,
    }).catch((error: Error) => error.message)
    return { told, fault }
  }
  const opens = async (keyring: Keyring) => {
    for (const id of ids)
      expect(await openContact(database().db, keyring, id)).toEqual({ name: null, phone: `1380000${id}` })
  }

  it('is rotated: all is sealed with the new one, and the old one can go', async () => {
    await opens(both)
    expect((await run(both, 'list')).told).toEqual([`${ring2.keyId}\t0\tseals`, `${ring1.keyId}\t8\topens`])
    expect(await run(both, 'rotate')).toEqual({
      told: [
        'Sealed anew: 8.',
        `All contact details are sealed with the key ${ring2.keyId} now: WANGGE_SECRET_OLD can go.`,
      ],
      fault: undefined,
    })
    await opens(ring2)
    await expect(openContact(database().db, ring1, ids[0]!)).rejects.toThrow(
      `sealed with the key ${ring2.keyId}`,
    )
    expect((await run(both, 'rotate')).told).toEqual([
      `Nothing was to be done: all contact details are sealed with the key ${ring2.keyId}.`,
    ])
  })

  it('is rotated to the end by whoever goes on after one that was broken off', async () => {
    const { db } = database()
    // What an earlier run had done.
    for (const id of ids.slice(0, 3)) {
      await db.deleteFrom('reporter_contact').where('incident_id', '=', id).execute()
      await keepContact(db, ring2, id, { phone: `1380000${id}` })
    }
    expect((await run(both, 'rotate')).told[0]).toBe('Sealed anew: 5.')
    await opens(ring2)
  })

  it('is rotated by two at once, while others read', async () => {
    const { db } = database()
    const [one, two] = await Promise.all([
      sealAnew(asServed(db), both, () => {}),
      sealAnew(asServed(db), both, () => {}),
      opens(both),
    ])
    expect(one.sealed + two.sealed).toBe(8)
    await opens(ring2)
  })

  it('that is missing is named by its id, and what it sealed is left as it is', async () => {
    const { db } = database()
    await db.deleteFrom('reporter_contact').where('incident_id', '=', ids[0]!).execute()
    await keepContact(db, new Keyring([third]), ids[0]!, { phone: '12345' })
    const lost = new Keyring([third]).keyId
    const { told, fault } = await run(both, 'rotate')
    expect(told).toEqual(['Sealed anew: 7.'])
    expect(fault).toBe(
      `Contact details sealed anew: 7; but some are sealed with keys that are not set: ${lost} (1).`,
    )
    expect((await run(ring2, 'list')).told).toContain(`${lost}\t1\tnot set`)
    const said: string[] = []
    await sayWhatIsSealed(db, ring2, (line) => void said.push(line))
    expect(said).toEqual([
      `Warning: contact details are sealed with keys that are neither WANGGE_SECRET nor in WANGGE_SECRET_OLD: ${lost} (1).`,
    ])
    await sayWhatIsSealed(db, null, (line) => void said.push(line))
    expect(said[1]).toBe('Reports are anonymous: contact details are taken once WANGGE_SECRET is set.')
  })

  it('is rotated around what was changed, which is named', async () => {
    const { db } = database()
    await sql`update reporter_contact set sealed = set_byte(sealed, 20, 255 - get_byte(sealed, 20))
      where incident_id = ${ids[2]!}`.execute(db)
    expect((await run(both, 'rotate')).fault).toBe(
      `Contact details sealed anew: 7; but those of some incidents do not open with their own key and were left: ${ids[2]}.`,
    )
  })

  it.each([
    [null, ['rotate'], 'There is no key to seal with: WANGGE_SECRET is missing.'],
    [both, ['turn'], 'secret takes list or rotate, but it is "turn".'],
    [both, [], 'secret takes list or rotate, but it is "".'],
    [both, ['rotate', 'now'], 'secret takes list or rotate, but it is "rotate now".'],
  ])('is asked for in words that are none: %#', async (keyring, words, message) => {
    expect((await run(keyring, ...words)).fault).toBe(message)
  })
})
