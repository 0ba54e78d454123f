import { beforeAll, expect, it } from 'vitest'
import { addAccount, endSessions, grant, revoke, setPassword } from '../../server/accounts/manage.ts'
import { isPassword, hashPassword } from '../../server/accounts/password.ts'
import { listAccounts } from '../../server/accounts/queries.ts'
import { Door } from '../../server/accounts/sign-in.ts'
import { PASSWORD, signedIn } from '../support/accounts.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('accounts', (database) => {
  beforeAll(() => loadSmallCounty(database().db))
  const rolesOf = async (account: string) =>
    (await listAccounts(database().db))
      .filter(({ name }) => name === account)
      .map(({ role, area }) => `${role} ${area ?? '*'}`)

  it('have roles that come and go', async () => {
    const { db } = database()
    await addAccount(db, 'wang', PASSWORD, { role: 'manager', area: 'A' })
    await grant(db, 'wang', { role: 'operator', area: 'A1a' })
    await grant(db, 'wang', { role: 'operator', area: 'A1a' })
    expect(await rolesOf('wang')).toEqual(['manager A', 'operator A1a'])
    await revoke(db, 'wang', { role: 'manager', area: 'A' })
    expect(await rolesOf('wang')).toEqual(['operator A1a'])
  })

  it('lose their sessions with their password, or at a word', async () => {
    const { db } = database()
    await signedIn(db, 'zhao', [{ role: 'leader', area: null }])
    await new Door(db).signIn('zhao', PASSWORD)
    expect(await endSessions(db, 'zhao')).toBe(2)
    await new Door(db).signIn('zhao', PASSWORD)
    await setPassword(db, 'zhao', 'another password')
    expect((await listAccounts(db)).find(({ name }) => name === 'zhao')?.sessions).toBe(0)
    await expect(new Door(db).signIn('zhao', PASSWORD)).rejects.toMatchObject({ code: 'wrong_credentials' })
  })

  it.each([
    ['wangge', PASSWORD, { role: 'leader', area: null }, 'stands for the program in the chain'],
    ['Wang', PASSWORD, { role: 'leader', area: null }, 'A name is up to 63 small letters'],
    ['short', 'four', { role: 'leader', area: null }, '10 to 200 characters, but this one has 4'],
    ['a', PASSWORD, { role: 'manager', area: null }, 'The role manager needs an area'],
    ['a', PASSWORD, { role: 'leader', area: 'A' }, 'The role leader is for the whole county'],
    ['a', PASSWORD, { role: 'manager', area: 'Z' }, 'No area has the code "Z"'],
  ] as const)('refuses %s, %s, %o, and leaves nothing half done', async (name, password, at, words) => {
    await expect(addAccount(database().db, name, password, at)).rejects.toThrow(words)
    expect(await rolesOf(name)).toEqual([])
  })

  it('cannot be added twice, or changed when they are not there', async () => {
    const { db } = database()
    await addAccount(db, 'twice', PASSWORD, { role: 'leader', area: null })
    await expect(addAccount(db, 'twice', PASSWORD, { role: 'leader', area: null })).rejects.toThrow('already')
    await expect(setPassword(db, 'ghost', PASSWORD)).rejects.toThrow('no account "ghost"')
    await expect(revoke(db, 'twice', { role: 'manager', area: 'A' })).rejects.toThrow(
      '"twice" is not manager of A',
    )
  })
})

it('hashes of one password differ, and fit it alone', async () => {
  const [one, other] = await Promise.all([hashPassword(PASSWORD), hashPassword(PASSWORD)])
  expect(one).not.toBe(other)
  expect(await isPassword(PASSWORD, one)).toBe(true)
  expect(await isPassword(`${PASSWORD} `, one)).toBe(false)
})
