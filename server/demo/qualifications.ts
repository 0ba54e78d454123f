import { dayAfter } from '../domain/staffing/grid-staffing.ts'
import type { DemoOperator } from './operators.ts'
import { createRandom } from './random.ts'

export type DemoQualification = {
  operatorCode: string
  kind: 'training' | 'certificate'
  name: string
  obtainedOn: string
  expiresOn: string | null
}

const CERTIFICATE = '网格员岗位合格证'
const TRAININGS = ['网格员岗前培训', '矛盾纠纷调解培训', '消防安全培训', '应急救护培训']
/** A certificate is good for three years; most are renewed in time, a few are not. */
const CERTIFICATE_DAYS = 3 * 365
const [FIRST_AID, FIRST_AID_DAYS] = [TRAININGS[3]!, 2 * 365]
const LATE_SHARE = 0.03

/** What the synthetic operators have learnt: a training before the first day, a certificate, and some more. */
export function demoQualifications(options: {
  operators: readonly DemoOperator[]
  seed: number
  today: string
}): DemoQualification[] {
  const random = createRandom(options.seed + 5)
  const ago = (days: number): string => dayAfter(options.today, -days)
  return options.operators.flatMap(({ code: operatorCode }) => {
    const add = (
      kind: DemoQualification['kind'],
      name: string,
      obtainedOn: string,
      days: number | null,
    ): DemoQualification => ({
      operatorCode,
      kind,
      name,
      obtainedOn,
      expiresOn: days === null ? null : dayAfter(obtainedOn, days),
    })
    const begun = random.integer(200, 1800)
    const age =
      random.next() < LATE_SHARE
        ? CERTIFICATE_DAYS + random.integer(1, 90)
        : random.integer(0, Math.min(begun, CERTIFICATE_DAYS - 1))
    const own = [
      add('training', TRAININGS[0]!, ago(begun), null),
      add('certificate', CERTIFICATE, ago(age), CERTIFICATE_DAYS),
    ]
    for (const name of [TRAININGS[1]!, TRAININGS[2]!])
      if (random.next() < 0.4) own.push(add('training', name, ago(random.integer(5, begun)), null))
    if (random.next() < 0.35)
      own.push(add('training', FIRST_AID, ago(random.integer(5, FIRST_AID_DAYS + 10)), FIRST_AID_DAYS))
    return own
  })
}
