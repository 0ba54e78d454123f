import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { App } from '../../server/app-types.ts'
import { ACTION_NAMES, type ActionName } from '../../server/domain/lifecycle/actions.ts'
import { verifyChain } from '../../server/events/verify.ts'
import { describeOnDatabases } from '../support/databases.ts'
import { hireStaff, REPORT, type Staff } from '../support/people.ts'
import { openServer } from '../support/server.ts'
import { loadSmallCounty } from '../support/small-county.ts'

// Random people try random actions on one incident. The model below is written from domain.md, not from the code: it
// knows state, unit, what was asked for and who handled it, and says of every try whether it must succeed.

type Model = {
  state: string
  unit: string | null
  asked: { kind: string; by: string } | null
  suspended: boolean
  handledBy: string | null
  escalation: number
  rated: boolean
  version: number
}

type Try = { who: keyof Staff; action: ActionName; unit: string }

const COUNTY = new Set([
  'leader',
  'dispatcher',
  'dispatcher2',
  'supervisor',
  'analyst',
  'administrator',
  'display',
])
const CENTRE = ['dispatcher', 'dispatcher2']
const DECIDERS = [...CENTRE, 'supervisor']
const OPEN = new Set(['reported', 'accepted', 'dispatched', 'handling', 'verifying'])
const WITH_UNIT = new Set(['dispatched', 'handling'])

/** Who works for the unit: its people, and the manager for the township's own. */
function worksFor(unit: string | null, who: string): boolean {
  return (who === 'handler' && unit === 'roads') || (who === 'manager' && unit === 'town-a')
}

/** The incident lies in A1a: who sees it at all. */
function seesIt(model: Model, who: string): boolean {
  return COUNTY.has(who) || who === 'manager' || who === 'operator' || worksFor(model.unit, who)
}

/** What the try makes of the model; null: it must be refused. */
function expected(model: Model, { who, action, unit }: Try): Partial<Model> | null {
  const { state, asked, suspended } = model
  const isUnits = worksFor(model.unit, who)
  const isFree = asked === null && !suspended
  const when = (may: boolean, change: Partial<Model>) => (may ? change : null)
  const ask = (kind: string, may: boolean) => when(may, { asked: { kind, by: who.toLowerCase() } })
  const isOthers = model.handledBy !== who.toLowerCase()
  const verifies = [...CENTRE, 'operator'].includes(who) && state === 'verifying' && isFree && isOthers
  switch (action) {
    case 'accept':
      return when(CENTRE.includes(who) && state === 'reported' && isFree, { state: 'accepted' })
    case 'reject':
      return when(CENTRE.includes(who) && state === 'reported' && isFree, { state: 'rejected' })
    case 'markDuplicate':
      // No other incident has the number that the tries name.
      return null
    case 'dispatch':
      return when(CENTRE.includes(who) && state === 'accepted' && isFree, { state: 'dispatched', unit })
    case 'start':
      return when(isUnits && state === 'dispatched' && isFree, { state: 'handling' })
    case 'feedback':
      return when(isUnits && state === 'handling' && isFree, {
        state: 'verifying',
        handledBy: who.toLowerCase(),
      })
    case 'requestReturn':
      return ask('return', isUnits && WITH_UNIT.has(state) && isFree)
    case 'requestExtension':
      return ask('extension', isUnits && WITH_UNIT.has(state) && isFree)
    case 'requestSuspension':
      return ask('suspension', isUnits && WITH_UNIT.has(state) && isFree)
    case 'requestVoid':
      return ask('void', CENTRE.includes(who) && OPEN.has(state) && state !== 'verifying' && asked === null)
    case 'resume':
      return when((isUnits || CENTRE.includes(who)) && suspended && asked === null, { suspended: false })
    case 'withdraw':
      return when((isUnits || CENTRE.includes(who)) && asked?.by === who.toLowerCase() && OPEN.has(state), {
        asked: null,
      })
    case 'refuse':
      return when(decides(model, who), { asked: null })
    case 'approve': {
      if (!decides(model, who)) return null
      const done = { asked: null }
      if (asked!.kind === 'return') return { ...done, state: 'accepted', unit: null }
      if (asked!.kind === 'suspension') return { ...done, suspended: true }
      if (asked!.kind === 'void') return { ...done, state: 'void', suspended: false }
      return done
    }
    case 'pass':
      return when(verifies, { state: 'closed' })
    case 'fail':
      return when(verifies, { state: 'handling' })
    case 'rate':
      return when([...CENTRE, 'operator'].includes(who) && state === 'closed' && !model.rated, {
        rated: true,
      })
    case 'reopen':
      return when(DECIDERS.includes(who) && state === 'closed', {
        state: 'accepted',
        unit: null,
        handledBy: null,
        rated: false,
        escalation: 0,
      })
    case 'answer':
      return when(CENTRE.includes(who) && !['reported', 'duplicate', 'void'].includes(state), {})
    case 'urge':
      return when(['leader', ...DECIDERS, 'manager'].includes(who) && OPEN.has(state), {})
    case 'supervise':
      return when(['leader', 'supervisor'].includes(who) && OPEN.has(state), {})
    case 'escalate':
      return when([...DECIDERS, 'manager'].includes(who) && OPEN.has(state) && model.escalation < 2, {
        escalation: model.escalation + 1,
      })
  }
}

function decides({ asked, state }: Model, who: string): boolean {
  return DECIDERS.includes(who) && asked !== null && asked.by !== who.toLowerCase() && OPEN.has(state)
}

describeOnDatabases('whatever people try', (database) => {
  let app: App
  let staff: Staff
  beforeAll(async () => {
    await loadSmallCounty(database().db)
    app = await openServer(database().db)
    staff = await hireStaff(app, database().db)
  })
  afterAll(() => app.close())

  const people = [
    'leader',
    'dispatcher',
    'dispatcher2',
    'supervisor',
    'analyst',
    'administrator',
    'manager',
    'handler',
    'otherHandler',
    'operator',
    'otherOperator',
    'display',
  ] as const
  // Names that often fit are tried more often, or most courses would never leave the first states.
  const tries = fc.record({
    who: fc.oneof(
      {
        weight: 3,
        arbitrary: fc.constantFrom('dispatcher' as const, 'handler' as const, 'manager' as const),
      },
      { weight: 2, arbitrary: fc.constantFrom(...people) },
    ),
    action: fc.oneof(
      {
        weight: 2,
        arbitrary: fc.constantFrom<ActionName>('accept', 'dispatch', 'start', 'feedback', 'approve'),
      },
      { weight: 3, arbitrary: fc.constantFrom(...ACTION_NAMES) },
    ),
    unit: fc.constantFrom('roads', 'town-a'),
  })

  it('an incident goes as the model says, and what is refused changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(tries, { minLength: 30, maxLength: 60 }), async (all) => {
        const { body } = await staff.operator.post('/api/incidents', REPORT)
        const id = body.id as number
        const model: Model = {
          state: 'reported',
          unit: null,
          asked: null,
          suspended: false,
          handledBy: null,
          escalation: 0,
          rated: false,
          version: 1,
        }
        for (const one of all) {
          const data = dataFor(one)
          const answer = await staff[one.who].post(
            `/api/incidents/${id}/actions`,
            { action: one.action, note: '因为', ...(data ? { data } : {}) },
            { 'if-match': `"${model.version}"` },
          )
          const change = seesIt(model, one.who) ? expected(model, one) : null
          const told = `${one.who} ${one.action} in ${JSON.stringify(model)}: ${JSON.stringify(answer.body)}`
          if (change === null) {
            expect([400, 403, 404, 409], told).toContain(answer.status)
            continue
          }
          Object.assign(model, change, { version: model.version + 1 })
          // Who returns an incident sees it no more once that is approved; nobody else loses it by an own action.
          expect(answer.status, told).toBe(200)
          expect(answer.body, told).toMatchObject({ state: model.state, version: model.version })
        }
        const { body: life } = await staff.leader.get(`/api/incidents/${id}/life`)
        expect(life).toMatchObject({
          state: model.state,
          version: model.version,
          unit: model.unit === null ? null : { code: model.unit },
          escalation: model.escalation,
        })
        expect(life.steps).toHaveLength(model.version)
        expect(life.steps.at(-1).to).toBe(model.state)
      }),
      // Few enough that nobody meets the limit on writes.
      { numRuns: 10 },
    )
    expect((await verifyChain(database().db)).fault).toBe(null)
  }, 120_000)
})

function dataFor({ action, unit }: Try): object | null {
  if (action === 'dispatch') return { unit }
  if (action === 'requestExtension' || action === 'supervise') return { days: 1 }
  if (action === 'markDuplicate') return { original: 'none' }
  if (action === 'answer') return { answer: '好' }
  return action === 'rate' ? { rating: 'neutral' } : null
}
