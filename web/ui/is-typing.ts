/** Whether a key belongs to a field or an open dialog, or is a shortcut of the browser: then it does nothing of ours. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true
  const field = 'input:not([type=checkbox]):not([type=radio]), select, textarea, [role=dialog]'
  return (event.target as HTMLElement).closest(field) !== null
}
