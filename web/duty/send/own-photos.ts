import type { Step } from '../../../server/contract.ts'

/** Whether all that happened to a case is that I added photos: then what I decided on it still holds. */
export function onlyOwnPhotos(steps: readonly Pick<Step, 'action' | 'actor'>[], myName: string): boolean {
  return steps.length > 0 && steps.every(({ action, actor }) => action === 'photo' && actor === myName)
}
