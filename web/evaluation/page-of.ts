import type { Permission } from '../../server/domain/permission.ts'
import { PAGE_NAMES, PAGES, type PageName } from './pages.ts'

/** The pages that somebody who may do so much finds there, in the order of their tabs. */
export function pagesFor(isAllowed: (permission: Permission) => boolean): PageName[] {
  return PAGE_NAMES.filter((name) => {
    const page = PAGES[name]
    return page !== undefined && (page.permission === null || isAllowed(page.permission))
  })
}

/** The page that an address names (/evaluation/NAME…), the first one where it names none of theirs; null: they have none. */
export function pageOf(path: string, isAllowed: (permission: Permission) => boolean): PageName | null {
  const theirs = pagesFor(isAllowed)
  const named = path.split('/')[2]
  return theirs.find((name) => name === named) ?? theirs[0] ?? null
}
