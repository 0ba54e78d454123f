/** A choice that a person made on this device, if it is still one of those on offer. `?name=` in the address wins. */
export function readChoice<Choice extends string>(name: string, offered: readonly Choice[]): Choice | null {
  const linked = new URLSearchParams(location.search).get(name)
  const kept = readKept(name)
  return offered.find((choice) => choice === linked) ?? offered.find((choice) => choice === kept) ?? null
}

/**
 * Keeps a choice on this device; where storage is forbidden it lasts until the page is left. An address that names one
 * names the new one from now on.
 */
export function writeChoice(name: string, choice: string): void {
  const address = new URL(location.href)
  if (address.searchParams.has(name)) {
    address.searchParams.set(name, choice)
    history.replaceState(history.state, '', address)
  }
  try {
    localStorage.setItem(`wangge.${name}`, choice)
  } catch {
    // Storage is switched off: the choice holds for this page.
  }
}

function readKept(name: string): string | null {
  try {
    return localStorage.getItem(`wangge.${name}`)
  } catch {
    return null
  }
}
