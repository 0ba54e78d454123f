import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { createRandom } from '../../server/demo/random.ts'
import { COUNTY_BOUNDS } from './coverages.ts'

export const CSV_FROM = Date.UTC(2024, 0, 1)
export const CSV_DAYS = 731

/** How far beyond the county points fall, in degrees: about 3 % of them are not located. */
const MARGIN = 0.005

/** What a source writes of a report: where, what, and what is wrong with it. */
const WHERE = [
  '东街',
  '西街',
  '南门外',
  '北口',
  '学校旁',
  '市场内',
  '桥头',
  '河边',
  '站前',
  '村委会前',
  '粮站后',
  '广场东侧',
]
const WHAT = [
  '路灯',
  '井盖',
  '护栏',
  '垃圾箱',
  '排水沟',
  '消防栓',
  '电线',
  '路面',
  '围墙',
  '树木',
  '公厕',
  '标牌',
  '水管',
  '健身器材',
]
const WRONG = [
  '损坏',
  '缺失',
  '倾斜',
  '堵塞',
  '漏水',
  '积水',
  '被占用',
  '老化',
  '脏乱',
  '松动',
  '断裂',
  '裸露',
  '有异味',
  '无人清理',
]

/** Writes incidents of two years at random places in and around the county, as a source would export them. */
export async function writeCsv(file: string, count: number): Promise<void> {
  const random = createRandom(11)
  const [west, south, east, north] = COUNTY_BOUNDS.map((units) => units / 1e7) as [
    number,
    number,
    number,
    number,
  ]
  const out = createWriteStream(file)
  out.write('id,time,lon,lat,category,title\n')
  for (let i = 0; i < count; i += 1) {
    const time = new Date(CSV_FROM + random.integer(0, CSV_DAYS * 86_400 - 1) * 1000).toISOString()
    const lon = random.between(west - MARGIN, east + MARGIN).toFixed(7)
    const lat = random.between(south - MARGIN, north + MARGIN).toFixed(7)
    if (!out.write(`${i},${time},${lon},${lat},0${random.integer(1, 9)},${title(random)}\n`))
      await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

function title({ pick, integer }: ReturnType<typeof createRandom>): string {
  return `${pick(WHERE)}${integer(1, 400)}号${pick(WHAT)}${pick(WRONG)}`
}
