import { beforeAll, expect, it } from 'vitest'
import { runUnitCommand } from '../../server/units/command.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { loadSmallCounty } from '../support/small-county.ts'

describeOnDatabases('the command "unit"', (database) => {
  let printed: string[] = []
  const run = async (line: string) => {
    printed = []
    const print = (text: string) => void printed.push(text)
    await runUnitCommand(database().db, line.split(' '), { say: print, print })
    return printed
  }
  beforeAll(() => loadSmallCounty(database().db))

  it('adds, lists and retires', async () => {
    await run('add roads 公路站 --name-en Roads --categories 04,06')
    await run('add town-a A区综治中心 --area A')
    expect(await run('list')).toEqual(['roads\t公路站\t*\t04,06', 'town-a\tA区综治中心\tA'])
    await run('retire town-a')
    expect(await run('list')).toEqual(['roads\t公路站\t*\t04,06'])
  })

  it.each([
    ['add roads 又一个', 'There is a unit "roads" already.'],
    ['add Roads 又一个', 'small letters'],
    ['add other 又一个 --area A1', 'No township has the code "A1".'],
    ['add other 又一个 --categories 04,77', 'There is no main category 77.'],
    ['add other', 'unit takes add CODE NAME'],
    ['retire nobody', 'There is no unit "nobody".'],
    ['list --colour red', '--colour'],
  ])('refuses "%s" in plain words', async (line, message) => {
    await expect(run(line)).rejects.toThrow(message)
  })
})
