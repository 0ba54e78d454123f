/** A course of the synthetic county. `each`: held once a quarter by each township, or by the county for all. */
export type DemoCourse = {
  name: string
  nameEn: string
  minutes: number
  forRole: 'operator'
  gives: 'training' | 'certificate' | null
  givenName: string | null
  validMonths: number | null
  each: 'township' | 'county'
}

/** What the synthetic operators are taught; the names of what they are given are those of their qualifications. */
export const DEMO_COURSES: readonly DemoCourse[] = [
  course('网格员岗位资格培训', 'Certificate course for operators', 360, 'township', [
    'certificate',
    '网格员岗位合格证',
    36,
  ]),
  course('网格员岗前培训', 'Induction for new operators', 420, 'county', [
    'training',
    '网格员岗前培训',
    null,
  ]),
  course('矛盾纠纷调解培训', 'Settling disputes', 240, 'township', ['training', '矛盾纠纷调解培训', null]),
  course('消防安全培训', 'Fire safety', 180, 'township', ['training', '消防安全培训', null]),
  course('应急救护培训', 'First aid', 240, 'county', ['training', '应急救护培训', 24]),
  course('事项清单宣讲', 'Briefing on the list of duties', 90, 'township', null),
]

function course(
  name: string,
  nameEn: string,
  minutes: number,
  each: DemoCourse['each'],
  gives: [DemoCourse['gives'], string, number | null] | null,
): DemoCourse {
  const [kind, givenName, validMonths] = gives ?? [null, null, null]
  return { name, nameEn, minutes, forRole: 'operator', gives: kind, givenName, validMonths, each }
}
