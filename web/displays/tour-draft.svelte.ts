import type { Tour } from '../../server/contract.ts'
import {
  FEWEST_SECONDS,
  MOST_SCENES,
  MOST_SECONDS,
  PART_SCENE,
  WHOLE_SCENE,
  type WallLayer,
} from '../../server/domain/wall/scene.ts'
import type { TourContent } from './displays-state.svelte.ts'

/** A scene while it is edited: `key` stays with it wherever it is moved. */
export type DraftScene = { key: number; area: string; seconds: number; layers: readonly WallLayer[] }

/** A tour while it is edited. */
export class TourDraft {
  name = $state('')
  scenes = $state.raw<readonly DraftScene[]>([])
  /** What it was begun from; null: a new one. */
  base = $state.raw<Tour | null>(null)
  #keys = 0
  readonly roundSeconds = $derived(this.scenes.reduce((sum, { seconds }) => sum + (seconds || 0), 0))
  readonly isFull = $derived(this.scenes.length >= MOST_SCENES)
  readonly hasWrongSeconds = $derived(this.scenes.some(({ seconds }) => !isFit(seconds)))
  readonly isReady = $derived(this.name.trim() !== '' && this.scenes.length > 0 && !this.hasWrongSeconds)
  readonly content: TourContent = $derived({
    name: this.name.trim(),
    scenes: this.scenes.map(({ area, seconds, layers }) => ({ area, seconds, layers: [...layers] })),
  })
  readonly isChanged = $derived(
    this.base === null
      ? this.name !== '' || this.scenes.length > 0
      : JSON.stringify(this.content) !== JSON.stringify({ name: this.base.name, scenes: this.base.scenes }),
  )

  constructor(tour: Tour | null) {
    this.take(tour)
  }

  /** Begins again from a tour. */
  take(tour: Tour | null): void {
    this.base = tour
    this.name = tour?.name ?? ''
    this.scenes = (tour?.scenes ?? []).map((scene) => ({ ...scene, key: (this.#keys += 1) }))
  }

  /** Adds areas at the end, as many as there is room for. */
  add(areas: readonly string[], as: 'whole' | 'part'): void {
    const added = areas.map((area) => ({
      key: (this.#keys += 1),
      area,
      ...(as === 'whole' ? WHOLE_SCENE : PART_SCENE),
    }))
    this.scenes = [...this.scenes, ...added].slice(0, MOST_SCENES)
  }

  change(key: number, change: Partial<Pick<DraftScene, 'seconds' | 'layers'>>): void {
    this.scenes = this.scenes.map((scene) => (scene.key === key ? { ...scene, ...change } : scene))
  }

  remove(key: number): void {
    this.scenes = this.scenes.filter((scene) => scene.key !== key)
  }

  /** Moves a scene to a place (from 0); a place that there is not is the nearest one. */
  move(key: number, place: number): void {
    const moved = this.scenes.find((scene) => scene.key === key)
    if (!moved) return
    const others = this.scenes.filter((scene) => scene !== moved)
    const at = Math.min(Math.max(place, 0), others.length)
    this.scenes = [...others.slice(0, at), moved, ...others.slice(at)]
  }
}

/** Whether a scene may take so many seconds. */
export function isFit(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= FEWEST_SECONDS && seconds <= MOST_SECONDS
}
