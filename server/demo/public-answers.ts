import { sql, type Transaction } from 'kysely'
import type { Database } from '../db/types.ts'

const DAY_MS = 86_400_000

/** As far back as the public map goes, and some more. */
const DAYS = 60

/** What the public was told, by main category; `*` where it has none of its own. Synthetic, like all of the demonstration. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  '01': ['隐患已排除，谢谢提醒。', '已现场整改，并向周边住户说明了注意事项。'],
  '03': ['已清理干净，安排每周巡查两次。', '垃圾已清运，并增设了收集桶。'],
  '04': ['已修好，请放心使用。', '配件已更换，恢复正常。', '已修复；如再出现问题请再报。'],
  '05': ['已劝导，夜间会加强巡查。'],
  '06': ['已责令整改，现场已围挡和洒水。'],
  '07': ['已清除，并联系了张贴单位。'],
  '08': ['已制止并清理，后续会复查水质。', '已扑灭余火，对当事人进行了教育。'],
  '10': ['已上门办理完毕。', '已电话答复，并送去办事指南。'],
  '11': ['建议已转交有关单位，列入下季度计划。'],
  '*': ['已处理完毕，感谢您的上报。'],
}

/** Answers to the public for what it reported and what was closed lately; most of it has one. */
export async function writeDemoAnswers(trx: Transaction<Database>, now: Date): Promise<void> {
  const since = new Date(now.getTime() - DAYS * DAY_MS)
  await sql`
    update incident set public_answer = words.list[1 + incident.id % array_length(words.list, 1)]
    from category
    cross join lateral (select array(select jsonb_array_elements_text(coalesce(
      ${JSON.stringify(ANSWERS)}::text::jsonb -> coalesce(category.parent_code, category.code),
      ${JSON.stringify(ANSWERS)}::text::jsonb -> '*'))) as list) words
    where category.code = category_code and category.for_public and source = 'public'
      and state = 'closed' and closed_at >= ${since}::timestamptz and incident.id % 5 <> 0`.execute(trx)
}
