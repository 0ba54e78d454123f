import type { Transaction } from 'kysely'
import { hashToken, newToken } from '../accounts/token.ts'
import type { Viewer } from '../accounts/viewer.ts'
import type { AreaIndex } from '../areas/area-index.ts'
import { knownArea } from '../areas/known-area.ts'
import { takeLock } from '../db/advisory-lock.ts'
import type { Db } from '../db/connect.ts'
import type { Database } from '../db/types.ts'
import { CodedError } from '../errors.ts'
import { doerOf, noteWith } from '../events/note-event.ts'
import { checkedName, nameInUse } from './checked-name.ts'
import type { Display, Pin } from './contract.ts'
import { readCode } from './pairing-code.ts'
import {
  clearPin,
  deleteDisplay,
  holdTour,
  insertDisplay,
  isNameOfAnother,
  lockDisplay,
  lockWaiting,
  markPaired,
  updateDisplay,
  writePin,
  type DisplayRow,
  type KeptSettings,
} from './queries.ts'
import { seesArea, showDisplay } from './show-display.ts'
import { unknownTour } from './tours.ts'

type Trx = Transaction<Database>
type Settings = Pick<Display, 'name' | 'area' | 'tour' | 'language' | 'theme' | 'sound'>

/** Who does it, and the areas of now. */
type Asking = { viewer: Viewer; areas: AreaIndex }

/**
 * Makes a display of the screen that shows the code. The screen takes its token with its next question: until then nobody
 * knows one. Throws unknown_pairing, unknown_area, unknown_tour, name_in_use.
 */
export async function pairDisplay(
  db: Db,
  { viewer, areas }: Asking,
  { code: typed, ...settings }: Settings & { code: string },
): Promise<Display> {
  const code = readCode(typed)
  return db.transaction().execute(async (trx) => {
    if (code === null || !(await lockWaiting(trx, code)))
      throw new CodedError('unknown_pairing', 'No screen shows this code now.')
    const kept = await checkedSettings(trx, areas, null, settings)
    const secret = { pairedBy: viewer.name, tokenHash: hashToken(newToken()) }
    const id = await insertDisplay(trx, kept, secret)
    await markPaired(trx, code, id)
    await noteWith(trx, doerOf(viewer), 'display', { what: 'paired', name: kept.name, area: settings.area })
    return shown(trx, id, areas)
  })
}

/** Throws unknown_display, and what pairing throws of settings. A pin of an area that it shows no more is taken back. */
export async function changeDisplay(
  db: Db,
  { viewer, areas }: Asking,
  id: number,
  settings: Settings,
): Promise<Display> {
  return db.transaction().execute(async (trx) => {
    const before = await known(trx, id)
    const kept = await checkedSettings(trx, areas, id, settings)
    await updateDisplay(trx, id, kept)
    if (before.pin !== null && !seesArea(areas, kept.areaId, before.pin.area)) await clearPin(trx, id)
    await noteWith(trx, doerOf(viewer), 'display', { what: 'changed', name: kept.name, area: settings.area })
    return shown(trx, id, areas)
  })
}

/** Its token is worth nothing from now on, and its open stream ends. Throws unknown_display. */
export async function revokeDisplay(db: Db, viewer: Viewer, id: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { name } = await known(trx, id)
    await deleteDisplay(trx, id)
    await noteWith(trx, doerOf(viewer), 'display', { what: 'turned off', name })
  })
}

/** Throws unknown_display, unknown_area, outside_display. */
export async function pinScene(
  db: Db,
  { viewer, areas }: Asking,
  id: number,
  scene: Pick<Pin, 'area' | 'layers'> & { minutes: number | null },
): Promise<Display> {
  return db.transaction().execute(async (trx) => {
    const { name, area, areaId } = await known(trx, id)
    if (!seesArea(areas, areaId, knownArea(areas, scene.area).code))
      throw new CodedError(
        'outside_display',
        `The display "${name}" shows ${area} and what lies in it, but not ${scene.area}.`,
      )
    await writePin(trx, id, { ...scene, by: viewer.name })
    await noteWith(trx, doerOf(viewer), 'display', { what: 'pinned', name, area: scene.area })
    return shown(trx, id, areas)
  })
}

/** Whether or not something was pinned. Throws unknown_display. */
export async function unpinScene(db: Db, { viewer, areas }: Asking, id: number): Promise<Display> {
  return db.transaction().execute(async (trx) => {
    const { name, pin } = await known(trx, id)
    if (pin !== null) {
      await clearPin(trx, id)
      await noteWith(trx, doerOf(viewer), 'display', { what: 'unpinned', name, area: pin.area })
    }
    return shown(trx, id, areas)
  })
}

async function known(trx: Trx, id: number): Promise<DisplayRow> {
  const row = await lockDisplay(trx, id)
  if (row) return row
  throw new CodedError('unknown_display', `There is no display with the id ${id}.`)
}

async function shown(trx: Trx, id: number, areas: AreaIndex): Promise<Display> {
  return showDisplay(await known(trx, id), areas, Date.now())
}

/** Nobody else takes the name, and the tour stays, until the transaction ends. */
async function checkedSettings(
  trx: Trx,
  areas: AreaIndex,
  id: number | null,
  { area, ...settings }: Settings,
): Promise<KeptSettings> {
  const name = checkedName(settings.name)
  const { id: areaId } = knownArea(areas, area)
  if (settings.tour !== null && !(await holdTour(trx, settings.tour))) throw unknownTour(settings.tour)
  await takeLock(trx, 'displays')
  if (await isNameOfAnother(trx, name, id)) throw nameInUse('display', name)
  return { ...settings, areaId }
}
