import { beforeAll, beforeEach, expect, it } from 'vitest'
import { runAccountCommand } from '../../server/accounts/command.ts'
import { Door } from '../../server/accounts/sign-in.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('the command "account"', (database) => {
  let said: string[] = []
  let printed: string[] = []
  beforeAll(() => loadSmallCounty(database().db))
  beforeEach(() => {
    said = []
    printed = []
  })
  const run = (words: string, input = '') =>
    runAccountCommand(database().db, words.split(' '), {
      say: (message) => void said.push(message),
      print: (line) => void printed.push(line),
      readInput: () => input,
    })

  it('adds an account with a password that is shown once and lets in', async () => {
    await run('add li --role manager --area A')
    const password = /shown only now: (\S+)$/.exec(said.join('\n'))?.[1]
    expect(await new Door(database().db).signIn('li', password ?? '')).toMatch(/^[\w-]{43}$/)
  })

  it('takes the password from standard input, without the end of its line, and does not repeat it', async () => {
    await run('add sun --role leader --password-stdin', 'a long enough secret\r\n')
    expect(said.join()).not.toContain('secret')
    await new Door(database().db).signIn('sun', 'a long enough secret')
  })

  it('grants, revokes, ends sessions and lists', async () => {
    await run('add qian --role operator --area A1a')
    await run('grant qian --role operator --area A1b')
    await run('revoke qian --role operator --area A1a')
    await run('password qian --password-stdin', 'a long enough secret')
    await new Door(database().db).signIn('qian', 'a long enough secret')
    await run('list --json')
    const accounts = JSON.parse(printed[0]!) as { name: string }[]
    expect(accounts.filter(({ name }) => name === 'qian')).toEqual([
      {
        name: 'qian',
        role: 'operator',
        area: 'A1b',
        unit: null,
        demo: false,
        sessions: 1,
        hasPassword: true,
        openId: null,
      },
    ])
    await run('sign-out qian')
    expect(said.at(-1)).toBe('1 sessions of "qian" have ended.')
  })

  it('makes tokens for programs, lists and ends them', async () => {
    await run('add program --role leader')
    printed.length = 0
    await run('token program --label reports --days 7')
    expect(printed[0]).toMatch(/^wg_[\w-]{43}$/)
    await run('tokens')
    const [id] = printed[1]!.split('\t')
    expect(printed[1]).toContain('program\treports\treads\t')
    await run(`end-token ${id}`)
    await run('tokens')
    expect(printed).toHaveLength(2)
  })

  it('links accounts to people at the provider, with a password or without, and lists that', async () => {
    await run('add zheng --role leader --openid --as zheng@county.example')
    await run('add feng --role leader --openid')
    expect(said.join()).not.toContain('password')
    await run('openid sun on')
    await run('list')
    expect(printed.filter((line) => line.includes('openid'))).toEqual([
      'feng\tleader\t*\t0 sessions\topenid feng (did not come yet)',
      'sun\tleader\t*\t1 sessions\topenid sun (did not come yet)',
      'zheng\tleader\t*\t0 sessions\topenid zheng@county.example (did not come yet)',
    ])
    await run('openid sun off')
    printed = []
    await run('list --json')
    const accounts = JSON.parse(printed[0]!) as { name: string; hasPassword: boolean; openId: unknown }[]
    expect(accounts.find(({ name }) => name === 'sun')).toMatchObject({ hasPassword: true, openId: null })
    expect(accounts.find(({ name }) => name === 'feng')).toMatchObject({
      hasPassword: false,
      openId: { claimed: 'feng', bound: false },
    })
  })

  it.each([
    ['openid li', 'openid takes a name and on or off, but it is missing'],
    ['openid li perhaps', 'openid takes a name and on or off, but it is "perhaps"'],
    ['openid nobody-here on', 'There is no account "nobody-here"'],
    ['openid qian off', '"qian" does not sign in at the provider'],
    ['openid qian on --as feng', 'Another account is linked to "feng" at the provider already'],
    ['add x --role leader --as y', '--as goes with --openid'],
    ['add x --role leader --openid --password-stdin', 'Give --openid or --password-stdin, not both'],
    ['add feng --role leader --openid --as other', 'There is an account "feng" already'],
    ['token li --label x --days 0', '--days must be a whole number from 1 to 366'],
    ['token li --days 7', 'A token needs a label'],
    ['token nobody-here --label x --days 7', 'There is no account "nobody-here"'],
    ['end-token x', 'end-token takes the number of a token'],
    ['end-token 999999', 'There is no token 999999'],
    ['add h --role handler --area A', 'The role handler needs a unit'],
    ['add', 'account takes an action and a name, but there are 1 words.'],
    ['add a b --role leader', 'there are 3 words'],
    [
      'hire a --role leader',
      'account takes add, grant, revoke, password, openid, sign-out, token, tokens, end-token or list, but it is "hire".',
    ],
    ['add a', '--role must be one of administrator, leader'],
    ['add a --role king', 'but it is "king"'],
    ['add a --role leader --colour red', "Unknown option '--colour'"],
  ])('refuses %s', async (words, message) => {
    await expect(run(words)).rejects.toThrow(message)
  })
})
