/** Above this share of what the browser gives, the operator is told. */
const TIGHT_SHARE = 0.8

export type StorageRoom = { usedBytes: number; quotaBytes: number; tight: boolean }

/** How much of the device's room for this page is used; null where the browser does not say. */
export async function storageRoom(): Promise<StorageRoom | null> {
  const estimate = await navigator.storage?.estimate?.().catch(() => null)
  if (!estimate?.quota) return null
  const usedBytes = estimate.usage ?? 0
  return { usedBytes, quotaBytes: estimate.quota, tight: usedBytes / estimate.quota > TIGHT_SHARE }
}

/** Asks the browser not to throw away what is kept when the device runs full; resolves to whether it promises that. */
export async function askToKeep(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false
}

/** Whether something could not be kept because the device is full. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'QuotaExceededError'
}
