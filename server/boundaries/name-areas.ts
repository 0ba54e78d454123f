import type { Level } from '../domain/level.ts'
import type { Names } from './publish-queries.ts'

/** Words for a numbered area below another, by its level. */
const NUMBERED: Record<Level, { zh: (number: number) => string; en: string }> = {
  county: { zh: (number) => `第${number}县`, en: 'County' },
  township: { zh: (number) => `第${number}乡镇`, en: 'Township' },
  village: { zh: (number) => `第${number}村`, en: 'Village' },
  grid: { zh: (number) => `第${number}网格`, en: 'Grid' },
}

/** The name of a new area: that of its parent, and the next number that none of the `siblings` has. */
export function nameArea(
  level: Level,
  parent: Pick<Names, 'name' | 'nameEn'>,
  siblings: readonly Pick<Names, 'name' | 'nameEn'>[],
): Pick<Names, 'name' | 'nameEn'> {
  const { zh, en } = NUMBERED[level]
  for (let number = siblings.length + 1; ; number++) {
    const name = `${parent.name}${zh(number)}`
    const nameEn = parent.nameEn === null ? null : `${parent.nameEn} ${en} ${number}`
    // The rest of a name may say what is there: "…第3网格（学校）".
    const isTaken = siblings.some(
      (other) => other.name.startsWith(name) || (nameEn !== null && other.nameEn === nameEn),
    )
    if (!isTaken) return { name, nameEn }
  }
}
