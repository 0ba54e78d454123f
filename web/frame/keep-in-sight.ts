import type { Attachment } from 'svelte/attachments'

/** Where tabs are pushed aside, the current one is brought into the middle of the row that it stands in (a positioned one). */
export function keepInSight(isCurrent: boolean): Attachment<HTMLElement> {
  return (tab) => {
    const row = tab.parentElement
    if (isCurrent && row) row.scrollLeft = tab.offsetLeft - (row.clientWidth - tab.offsetWidth) / 2
  }
}
