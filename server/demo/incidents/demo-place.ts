import type { Level } from '../../domain/level.ts'
import type { Shape } from '../../domain/coverage/shape.ts'

/** What the demonstration activity needs to know of an area. */
export type DemoPlace = {
  code: string
  level: Level
  parentCode: string | null
  name: string
  households: number | null
  urban: boolean
  shape: Shape
}

/** A village's name as people say it: 「东街村村民委员会」 is 东街村, 「牡丹社区居委会」 is 牡丹社区. */
export function shortName(name: string): string {
  const short = name.replace(/(村民委员会|居民委员会|居委会|村委会)$/, '')
  return short === name || /(村|社区)$/.test(short) ? short : `${short}村`
}
