import type { Life, Step } from '../../../server/contract.ts'
import { ApiError } from '../../api.ts'
import type { DutyStore } from '../store/duty-store.ts'
import type { OutboxItem, SentPosition } from '../store/outbox-item.ts'
import { askServer, tellServer } from './ask-server.ts'
import { onlyOwnPhotos } from './own-photos.ts'
import { upload } from './upload.ts'

/** Who sends. */
export type Sender = { name: string; csrf: string }

/** What became of it: for a report, its incident; for positions, how many were refused. */
export type Sent = { incident: { id: number; number: string } | null; refused: number }

const SENT: Sent = { incident: null, refused: 0 }

/**
 * Sends one thing. Sent again after an answer was lost, the server knows it by its id. Throws ApiError where it did not come
 * about.
 */
export async function sendItem(item: OutboxItem, store: DutyStore, { name, csrf }: Sender): Promise<Sent> {
  const { task } = item
  switch (task.kind) {
    case 'start':
      await tellServer('POST', '/api/duty/sessions', csrf, { id: task.session, startedAt: task.startedAt })
      return SENT
    case 'step':
      await tellServer('POST', `/api/duty/sessions/${task.session}/steps`, csrf, {
        step: task.step,
        at: task.at,
      })
      return SENT
    case 'positions':
      return sendPositions(task.session, task.positions, csrf)
    case 'visit':
      return sendPositions(task.session, [task.position], csrf)
    case 'report': {
      const { id, number } = await tellServer<Life>('POST', '/api/incidents', csrf, task.body, {
        'idempotency-key': item.id,
      })
      return { incident: { id, number }, refused: 0 }
    }
    case 'photo':
      await sendPhoto(task.file, task.incident, store, csrf)
      return SENT
    case 'action':
      await act(item, task, { name, csrf })
      return SENT
  }
}

async function sendPositions(
  session: string,
  positions: readonly SentPosition[],
  csrf: string,
): Promise<Sent> {
  const url = `/api/duty/sessions/${session}/positions`
  const { refused } = await tellServer<{ refused: unknown[] }>('POST', url, csrf, { positions })
  return { incident: null, refused: refused.length }
}

async function sendPhoto(
  fileId: string,
  incident: number | null,
  store: DutyStore,
  csrf: string,
): Promise<void> {
  const file = await store.file(fileId)
  // Another tab was faster, and it is on the server.
  if (!file) return
  if (incident === null) throw new ApiError('wrong_state', 'The report of this photo is not on file.')
  await upload(file, csrf)
  await tellServer('POST', `/api/incidents/${incident}/photos/uploaded`, csrf, { upload: fileId })
}

type ActionTask = Extract<OutboxItem['task'], { kind: 'action' }>

async function act(item: OutboxItem, task: ActionTask, { name, csrf }: Sender): Promise<void> {
  const send = (version: number) =>
    tellServer<Life>(
      'POST',
      `/api/incidents/${task.incident}/actions`,
      csrf,
      { action: task.action, ...(task.note === '' ? {} : { note: task.note }) },
      { 'if-match': `"${version}"`, 'idempotency-key': item.id },
    )
  try {
    await send(task.version)
  } catch (error) {
    const own = error instanceof ApiError && error.code === 'stale' ? newerVersion(error, name) : null
    if (own === null) throw error
    await send(own)
  }
}

/** The version that the case has by my own photos alone; null: others changed it. */
function newerVersion(error: ApiError, name: string): number | null {
  const { version, steps } = error.details as { version: number; steps: Step[] }
  return onlyOwnPhotos(steps, name) ? version : null
}

/** How a case stands now, for the choice of whoever wanted something of it; null where they do not see it any more. */
export async function standingOf(incident: number): Promise<Life | null> {
  try {
    return await askServer<Life>(`/api/incidents/${incident}/life`)
  } catch (error) {
    if (error instanceof ApiError && error.code === 'unknown_incident') return null
    throw error
  }
}
