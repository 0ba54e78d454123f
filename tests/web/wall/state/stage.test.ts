import { expect, it } from 'vitest'
import { Stage } from '../../../../web/wall/state/stage.ts'
import { WALL_NOW, wallEmergency } from '../../../support/wall-things.ts'

const AT = new Date(WALL_NOW).toISOString()
const fresh = (id: number) => wallEmergency({ id, reportedAt: new Date(WALL_NOW + id * 1000).toISOString() })
const old = (id: number) => wallEmergency({ id, reportedAt: new Date(WALL_NOW - 60_000).toISOString() })

it('gives the stage to a new emergency for half a minute, and not to those that were there', () => {
  const stage = new Stage()
  const look = (ids: number[], running: number) => {
    const { emergency, isNew } = stage.see(
      ids.map((id) => (id === 1 ? old(1) : fresh(id))),
      AT,
      running,
    )
    return [emergency?.id ?? null, isNew]
  }
  expect(look([1], 0)).toEqual([null, false])
  expect(look([2, 1], 1000)).toEqual([2, true])
  expect(look([2, 1], 30_999)).toEqual([2, false])
  expect(look([2, 1], 31_000)).toEqual([null, false])
})

it('shows several one after the other, and gives way where one ends', () => {
  const stage = new Stage()
  stage.see([], AT, 0)
  const both = [fresh(2), fresh(3)]
  expect(stage.see(both, AT, 1000)).toMatchObject({ emergency: { id: 2 }, isNew: true })
  expect(stage.see([fresh(3)], AT, 5000)).toMatchObject({ emergency: { id: 3 }, isNew: true })
  expect(stage.see([], AT, 6000)).toEqual({ emergency: null, isNew: false })
})

it('shows what came since of the one on the stage', () => {
  const stage = new Stage()
  stage.see([], AT, 0)
  stage.see([fresh(2)], AT, 1000)
  const nearest = { name: '王网格', metres: 400, minutes: 3 }
  expect(stage.see([{ ...fresh(2), nearest }], AT, 2000).emergency?.nearest).toEqual(nearest)
})

it('takes what moves up in a full list for no news', () => {
  const stage = new Stage()
  stage.see([fresh(9)], AT, 0)
  expect(stage.see([old(4)], AT, 1000).emergency).toBeNull()
})

it('keeps only the last few waiting', () => {
  const stage = new Stage()
  stage.see([], AT, 0)
  const many = Array.from({ length: 10 }, (_, index) => fresh(index + 2))
  const shown: number[] = []
  for (let second = 0; second < 600; second += 1) {
    const { emergency, isNew } = stage.see(many, AT, second * 1000)
    if (isNew) shown.push(emergency!.id)
  }
  expect(shown).toEqual([7, 8, 9, 10, 11])
})
