import type { Viewer } from '../accounts/viewer.ts'
import { CodedError } from '../errors.ts'
import type { Means } from './act-on-draft.ts'
import type { FullDraftRow } from './queries.ts'

export async function publishDraft(
  _means: Means,
  _viewer: Viewer,
  _row: FullDraftRow,
  _check: (locked: FullDraftRow) => void,
): Promise<void> {
  throw new CodedError('wrong_state', 'Not yet.')
}
