import type { County, ListedDuty } from '../../server/contract.ts'
import type { DutyText } from '../../server/domain/duty-list/item.ts'
import type { Locale } from '../state/locale.svelte.ts'

type Who = 'operator' | 'others' | 'basis'

/** A text of an item in the language of the screen. */
export function dutyText(item: Record<DutyText, string>, who: Who, { language }: Locale): string {
  return item[`${who}${language === 'zh' ? 'Zh' : 'En'}`]
}

/** The name of an item's category; its code where there is no such category. */
export function categoryName(
  code: string,
  categories: County['categories'] | undefined,
  locale: Locale,
): string {
  const category = categories?.find((one) => one.code === code)
  return category ? locale.nameOf(category) : code
}

/** The unit that is responsible, as it was named when the list was published. */
export function unitText({ unitName, unitNameEn }: ListedDuty, locale: Locale): string {
  const text = locale.messages.dutyList
  return unitName === null ? text.noUnit : text.unit(locale.nameOf({ name: unitName, nameEn: unitNameEn }))
}
