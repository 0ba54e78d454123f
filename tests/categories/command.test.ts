import { sql } from 'kysely'
import { beforeEach, expect, it } from 'vitest'
import { runCategoryCommand } from '../../server/categories/command.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { readPublicCategories } from '../../server/public/public-categories.ts'
import { describeOnDatabases } from '../support/databases.ts'

describeOnDatabases('the command "category"', (database) => {
  let said: string[] = []
  let printed: string[] = []
  beforeEach(() => {
    said = []
    printed = []
  })
  const run = (words: string) =>
    runCategoryCommand(database().db, words.split(' '), {
      say: (message) => void said.push(message),
      print: (line) => void printed.push(line),
    })
  const listed = async (main: string) => {
    printed = []
    await run('list')
    return printed.filter((line) => line.startsWith(main))
  }
  const lastEvents = async (count: number) => {
    const { rows } = await sql<object>`select action, actor, actor_role as role, data from incident_event
      order by seq desc limit ${count}::int`.execute(database().db)
    return rows
  }

  it('lists each main category before those below it', async () => {
    await run('list')
    expect(printed.slice(0, 2)).toEqual([
      '01\t安全隐患\tSafety hazard\t2\t7',
      '0101\t消防隐患\tFire hazard\t2\t7\t\tpublic',
    ])
    expect(printed.at(-1)).toBe('99\t其他\tOther\t2\t7\t\tpublic')
  })

  it('sets what is named and nothing else, as an event in the chain', async () => {
    await run('set 0404 --feedback-days 1 --close-days 3 --evidence yes')
    expect(said).toEqual(['1 category changed. Deadlines that stand are not moved.'])
    expect(await listed('0404')).toEqual(['0404\t井盖缺损\tManhole cover\t1\t3\tevidence\tpublic'])
    expect(await lastEvents(1)).toEqual([
      {
        action: 'category',
        actor: 'wangge',
        role: 'command',
        data: {
          set: '0404 feedback-days 1 close-days 3 evidence yes public yes',
          before: '0404 feedback-days 2 close-days 7 evidence no public yes',
        },
      },
    ])
    await run('set 0404 --evidence no')
    expect(await listed('0404')).toEqual(['0404\t井盖缺损\tManhole cover\t1\t3\t\tpublic'])
    const events = await lastEvents(99)
    await run('set 0404 --evidence no')
    expect(said.at(-1)).toBe('Nothing changed: it was so already.')
    expect(await lastEvents(99)).toEqual(events)
    expect((await verifyChain(database().db)).fault).toBe(null)
  })

  it('leaves sub-categories as they are unless told to take them along', async () => {
    await run('set 08 --evidence yes')
    expect(await listed('08')).toEqual([
      '08\t生态环境\tEnvironment\t2\t7\tevidence',
      '0801\t露天焚烧\tOpen burning\t2\t7\t\tpublic',
      '0802\t河渠水污染\tDitch or river pollution\t2\t7\t\tpublic',
    ])
    await run('set 08 --evidence yes --with-subcategories')
    expect(said.at(-1)).toBe('2 categories changed. Deadlines that stand are not moved.')
    expect((await listed('08')).every((line) => /\tevidence(\tpublic)?$/.test(line))).toBe(true)
  })

  it('changes none of several where one would not fit', async () => {
    await run('set 0301 --feedback-days 1 --close-days 1')
    const before = await listed('03')
    await expect(run('set 03 --feedback-days 3 --with-subcategories')).rejects.toThrow(
      'Feedback comes no later than the closing, but 0301 would have 3 working days to feedback and 1 to closing',
    )
    expect(await listed('03')).toEqual(before)
  })

  it('opens to the public what is below a main category, and closes it', async () => {
    const publicOnes = async (main: string) =>
      (await listed(main)).filter((line) => line.endsWith('\tpublic')).map((line) => line.slice(0, 4))
    const before = await publicOnes('08')
    expect(before).toEqual(['0801', '0802'])
    await run('set 0801 --public no')
    expect(await publicOnes('08')).toEqual(['0802'])
    expect((await readPublicCategories(database().db)).map(({ code }) => code)).not.toContain('0801')
    await run('set 08 --public yes --with-subcategories')
    expect(said.at(-1)).toBe('1 category changed. Deadlines that stand are not moved.')
    expect(await publicOnes('08')).toEqual(before)
    await run('set 99 --public no')
    expect(await publicOnes('99')).toEqual([])
  })

  it.each([
    ['', 'category takes list or set CODE, but it is ""'],
    ['open', 'category takes list or set CODE, but it is "open"'],
    ['set', 'category takes list or set CODE'],
    ['set 01 02 --evidence yes', 'category takes list or set CODE'],
    ['set 7777 --evidence yes', 'There is no category "7777"'],
    ['set 0402', 'category set needs --feedback-days, --close-days, --evidence or --public'],
    ['set 0402 --evidence maybe', '--evidence must be yes or no, but it is "maybe"'],
    ['set 0402 --public maybe', '--public must be yes or no, but it is "maybe"'],
    ['set 04 --public yes', 'The public chooses among what is below 04'],
    ['set 0901 --public yes', '0901 is for emergencies: these are called in'],
    ['set 09 --public yes --with-subcategories', '0901 is for emergencies'],
    ['set 0402 --feedback-days 0', '--feedback-days must be whole working days from 1 to 15, but it is "0"'],
    ['set 0402 --close-days 16', '--close-days must be whole working days from 1 to 15, but it is "16"'],
    ['set 0402 --close-days 2.5', 'but it is "2.5"'],
    ['set 0402 --feedback-days 8', 'but 0402 would have 8 working days to feedback and 7 to closing'],
    ['set 0402 --evidence yes --with-subcategories', 'but 0402 is below 04'],
    ['set 0402 --colour red', "Unknown option '--colour'"],
  ])('refuses %s', async (words, message) => {
    await expect(run(words)).rejects.toThrow(message)
  })
})
