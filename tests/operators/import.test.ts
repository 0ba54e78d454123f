import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { RosterAnswer } from '../../server/contract.ts'
import { runOperatorImport } from '../../server/imports/operators/command.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { temporaryFiles } from '../support/files.ts'
import { hireStaff, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'
import { ask, dayFromNow, gridsLedTwice } from './staff.ts'

const GOOD = `编号,姓名,所属,工作电话,账号,网格,角色,开始日期,结束日期,证书,取得日期,有效期至
OP1,,,0319-7701,operator,A1b,负责人,2026-01-01,${dayFromNow(9)},,,
N01,赵一,A,0319-7702,,A1b,负责人,${dayFromNow(10)},,网格员资格证,2025/3/1,2028年3月1日
N01,,,,,A2b,代管,,${dayFromNow(30)},急救培训,2025-06-01,
N02,钱二,A1,,,,,,,,,
`

describeOnDatabases('import of operators', (database) => {
  let app: App
  let staff: Staff
  const file = temporaryFiles()
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const send = async (text: string | Buffer, keep: boolean, who = staff.manager) => {
    const content = Buffer.from(text).toString('base64')
    const { status, body } = await ask(
      app,
      'POST',
      '/api/operators/import',
      { name: 'staff.csv', content, save: keep },
      who.headers,
    )
    return { status, body: body as unknown as RosterAnswer & (typeof body)['error'] & typeof body }
  }
  const rows = async () =>
    (
      await sql<object>`
      select operator.code, operator.name, home.code as home, phone, account.name as account,
        (select json_agg(json_build_array(grid.code, role, lower(valid)::text, (upper(valid) - 1)::text) order by lower(valid), grid.code)
          from assignment join area grid on grid.id = grid_id where operator_id = operator.id) as grids,
        (select count(*)::int from qualification where operator_id = operator.id) as learnt
      from operator join area home on home.id = area_id left join account on account.id = account_id
      order by operator.code`.execute(database().db)
    ).rows

  it('tries a file without keeping anything of it', async () => {
    const before = await rows()
    const { status, body } = await send(GOOD, false)
    expect(status).toBe(200)
    expect(body).toEqual({
      kept: false,
      outcome: { read: 4, added: 2, changed: 1, assigned: 2, reassigned: 1, qualified: 2 },
      faults: [],
      faultCount: 0,
    })
    expect(await rows()).toEqual(before)
  })

  it('tells all that is wrong by line, and keeps nothing', async () => {
    const before = await rows()
    const bad = `code,name,area,phone,grid,role,from,until,certificate,obtained
OP1,,,,A1a,lead,2026-01-01,,,
N1,新,A,,A1a,lead,,,,
N2,新,A,,A1b,cover,,,,
N3,,A,,,,,,,
N4,新,B,,,,,,,
N5,新,A,12,A9,lead,,,,
N6,新,A,,B1a,lead,,,,
N7,新,A,,A2b,lead,2026-02-30,,证,
OP2,别名,A,,,,,,,
OP2,又名,A
OP2,又名,A,,,,,,,
`
    const { body } = await send(bad, false)
    expect(body.faults.map(({ line, field }) => [line, field])).toEqual([
      [3, 'grid'],
      [4, 'until'],
      [5, 'name'],
      [6, 'area'],
      [7, 'phone'],
      [8, 'grid'],
      [9, 'from'],
      [9, 'obtained'],
      [11, ''],
      [12, 'name'],
    ])
    expect(body.faults[0]!.reason).toContain('but OP1 is lead from 2026-01-01 to no end (line 2)')
    const links = `code,unit,account\nOP1,nowhere,\nOP2,,leader\nOP3,town-a,\n`
    expect((await send(links, false)).body.faults).toMatchObject([
      { line: 2, field: 'unit', kind: 'unit', values: { came: 'nowhere' } },
      { line: 3, field: 'account', kind: 'account', values: { came: 'leader' } },
    ])
    const kept = await send(bad, true)
    expect(kept).toMatchObject({ status: 422, body: { error: { code: 'import_refused' } } })
    expect(await rows()).toEqual(before)
  })

  it.each(['x', 'name\n甲\n', 'code,夫人\nA,B\n', 'code\n', ''])(
    'refuses what is no list: %j',
    async (text) => {
      expect(await send(text, true)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid_input' } },
      })
    },
  )

  it('keeps a file in GBK, one line ending what the next begins', async () => {
    const { status, body } = await send(iconv.encode(GOOD, 'gb18030'), true)
    expect([status, body.kept]).toEqual([200, true])
    expect(await rows()).toMatchObject([
      {
        code: 'N01',
        name: '赵一',
        home: 'A',
        phone: '0319-7702',
        grids: [
          ['A2b', 'cover', dayFromNow(0), dayFromNow(30)],
          ['A1b', 'lead', dayFromNow(10), null],
        ],
        learnt: 2,
      },
      { code: 'N02', home: 'A1', grids: null },
      {
        code: 'OP1',
        account: 'operator',
        phone: '0319-7701',
        grids: [
          ['A1a', 'lead', '2026-01-01', null],
          ['A1b', 'lead', '2026-01-01', dayFromNow(9)],
        ],
      },
      { code: 'OP2' },
      { code: 'OP3' },
    ])
    expect(await gridsLedTwice(database().db)).toBe(0)
  })

  it('changes nothing by the same file again', async () => {
    const before = await rows()
    const { body } = await send(GOOD, true)
    expect(body.outcome).toEqual({ read: 4, added: 0, changed: 0, assigned: 0, reassigned: 0, qualified: 0 })
    expect(await rows()).toEqual(before)
  })

  it('goes from the terminal, too, where all areas are within reach', async () => {
    const lines: string[] = []
    const run = (given: string[]) =>
      runOperatorImport(database().db, given, undefined, {
        say: (line) => lines.push(line),
        print: (line) => lines.push(line),
        today: dayFromNow(0),
      })
    const path = file('town-b.csv', `code,name,area,grid,role\nB01,孙三,B,B1a,lead\n`)
    await run([path, '--json'])
    expect(JSON.parse(lines[0]!)).toMatchObject({ read: 1, added: 1, assigned: 1 })
    const bad = file('bad.csv', `code,name,area,grid,role\nB02,李四,B,B1a,lead\n`)
    await expect(run([bad])).rejects.toThrow('has 1 faults, so nothing was kept:\n  line 2, grid:')
  })
})
