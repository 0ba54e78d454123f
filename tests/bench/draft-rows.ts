import type { Draft, DraftGround } from '../../server/boundaries/draft-schema.ts'
import type { Db } from '../../server/db/connect.ts'
import type { Operation } from '../../server/domain/coverage/edit/operation.ts'
import { Coverage } from '../../server/domain/coverage/edit/coverage.ts'
import { isRefusal } from '../../server/domain/coverage/edit/refusal.ts'
import { applyOperation, type Rights } from '../../server/domain/coverage/edit/apply-operation.ts'
import { suggestSplit } from '../../server/domain/coverage/suggest/suggest-split.ts'
import type { Role } from '../../server/domain/role.ts'
import { signedIn } from '../support/accounts.ts'
import { latestRelease, readWhile } from './publish-rows.ts'
import { milliseconds, once, row, seconds, type Row } from './row.ts'

/** So many grids of a township are split in two. */
const SPLITS = 100

/** A draft over a county of 5,000 grids and all incidents, from its ground to the release, as the studio asks for it. */
export async function draftRows(db: Db, serverUrl: string): Promise<Row[]> {
  const analyst = await person(db, serverUrl, 'bench-analyst', 'analyst')
  const reviewer = await person(db, serverUrl, 'bench-supervisor', 'supervisor')
  let draft = await analyst<Draft>('POST', '', { title: 'bench', area: 'T0-0' })
  let ground: DraftGround | null = null
  const opened = await once(async () => {
    ground = await analyst<DraftGround>('GET', `/${draft.id}/ground`)
  })
  const { areas, freeCodes, live } = ground!
  const coverage = Coverage.of(areas)
  const mayChange = new Set(live)
  const rights: Rights = { outer: false, mayChange: (code) => mayChange.has(code) }
  const operations: Operation[] = []
  for (const { code, parent, shape } of areas) {
    if (operations.length === SPLITS || shape.length === 0 || !coverage.area(parent ?? '')) continue
    const codes = freeCodes[parent!]?.splice(0, 1) ?? []
    const operation = suggestSplit(coverage, code, 2, codes)
    if (isRefusal(operation) || isRefusal(applyOperation(coverage, operation, rights))) continue
    operations.push(operation)
  }
  const save = await once(async () => {
    const change = { keep: 0, append: operations, done: operations.length }
    draft = await analyst<Draft>('PATCH', `/${draft.id}/operations`, change, draft.version)
  })
  const act = async (by: Asker, action: string) => {
    draft = await by<Draft>('POST', `/${draft.id}/actions`, { action }, draft.version)
  }
  const validate = await once(() => act(analyst, 'validate'))
  await act(analyst, 'submit')
  await act(reviewer, 'approve')
  const reader = readWhile(serverUrl)
  const publish = await once(() => act(analyst, 'publish'))
  const { shown, longest } = await reader.untilRelease(await latestRelease(db))
  return [
    row('a draft about a township of 500 grids: its ground', milliseconds(opened)),
    row(
      `the same: ${operations.length} splits kept / all validated with their impact`,
      `${milliseconds(save)} / ${milliseconds(validate)}`,
    ),
    row(
      'the same published: committed / in the summaries; longest answer to a reader meanwhile',
      `${seconds(publish)} / ${seconds(shown)}; ${milliseconds(longest)}`,
      '≤ 10 s, readers never blocked',
    ),
  ]
}

type Asker = <Answer>(method: string, path: string, body?: object, version?: number) => Promise<Answer>

async function person(db: Db, serverUrl: string, name: string, role: Role): Promise<Asker> {
  const { cookie, csrf } = await signedIn(db, name, [{ role, area: null }])
  return async <Answer>(method: string, path: string, body?: object, version?: number) => {
    const response = await fetch(`${serverUrl}/api/boundaries/drafts${path}`, {
      method,
      headers: {
        cookie,
        'x-csrf-token': csrf,
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(version === undefined ? {} : { 'if-match': `"${version}"` }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const answer = (await response.json()) as Answer
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer).slice(0, 400)}`)
    return answer
  }
}
