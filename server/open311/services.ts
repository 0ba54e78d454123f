import type { Language } from '../domain/incident-words.ts'
import { isDispute } from '../domain/public/dispute.ts'
import { OPEN311_WORDS } from './words.ts'

/** A category as it is offered; a main one has no parent. */
export type OfferedCategory = {
  code: string
  parent: string | null
  name: string
  nameEn: string
  /** What is meant, in plain words. */
  examples: string | null
  examplesEn: string | null
  /** Working days to closing. */
  closeDays: number
}

/** Services of the specification: what can be reported, in the order of the codes; the main category is the group. */
export function servicesOf(
  categories: readonly OfferedCategory[],
  groups: readonly Pick<OfferedCategory, 'code' | 'name' | 'nameEn'>[],
  language: Language,
) {
  const words = OPEN311_WORDS[language]
  const named = new Map(groups.map((group) => [group.code, group]))
  return categories.map((category) => {
    const group = named.get(category.parent ?? category.code) ?? category
    return {
      service_code: category.code,
      service_name: nameIn(category, language),
      description: [examplesIn(category, language), words.within(category.closeDays)]
        .filter((part) => part !== null)
        .join(language === 'zh' ? '。' : '. '),
      // A definition is worth asking for where it says something that must be known before.
      metadata: isDispute(category.code),
      type: isDispute(category.code) ? 'blackbox' : 'realtime',
      keywords: [...new Set([category.name, category.nameEn, group.name, group.nameEn])].join(', '),
      group: nameIn(group, language),
    }
  })
}

/** What must be known before a service is asked for: nothing that anybody fills in. */
export function definitionOf({ code }: Pick<OfferedCategory, 'code'>, language: Language) {
  const notice = {
    variable: false,
    code: 'NOTICE',
    datatype: 'text',
    required: false,
    datatype_description: null,
    order: 1,
    description: OPEN311_WORDS[language].dispute,
    values: [],
  }
  return { service_code: code, attributes: isDispute(code) ? [notice] : [] }
}

export function nameIn(
  { name, nameEn }: { name: string; nameEn: string | null },
  language: Language,
): string {
  return language === 'en' ? (nameEn ?? name) : name
}

function examplesIn({ examples, examplesEn }: OfferedCategory, language: Language): string | null {
  return language === 'en' ? examplesEn : examples
}
