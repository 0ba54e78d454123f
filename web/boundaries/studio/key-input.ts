import { finishSketch } from './finish-sketch.ts'
import { MODES, TOOL_KEYS, TOOLS } from './tool-name.ts'
import type { Workbench } from './workbench.svelte.ts'
import { isTyping } from '../../ui/is-typing.ts'

export type KeyOptions = { mayEdit: boolean; help: () => void; fit: () => void }

/** What a key does in the studio; gives whether it did something. Fields and open dialogs keep their keys. */
export function pressKey(event: KeyboardEvent, bench: Workbench, options: KeyOptions): boolean {
  const isField = (event.target as HTMLElement).closest('input, select, textarea, [role=dialog]') !== null
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !isField && options.mayEdit) {
    const key = event.key.toLowerCase()
    if (key === 'y' || (key === 'z' && event.shiftKey)) bench.redo()
    else if (key === 'z') bench.undo()
    return key === 'z' || key === 'y'
  }
  if (isTyping(event) || isField) return false
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key
  const tool = TOOLS.find((name) => TOOL_KEYS[name] === key)
  if (tool && (options.mayEdit || tool === 'select' || tool === 'measure')) {
    bench.choose(tool)
    return true
  }
  return KEYS[key]?.(bench, options) ?? false
}

const KEYS: Record<string, (bench: Workbench, options: KeyOptions) => boolean> = {
  Enter(bench) {
    if (MODES[bench.tool] !== 'points' || isOnControl()) return false
    finishSketch(bench)
    return true
  },
  Backspace: (bench) => bench.sketch.back(),
  Escape(bench) {
    if (bench.cancel()) return true
    if (bench.hand.picked.length > 0) bench.hand.picked = []
    else bench.select([])
    return true
  },
  Delete(bench, { mayEdit }) {
    if (!mayEdit || bench.hand.picked.length === 0) return false
    bench.removePicked()
    return true
  },
  B(bench) {
    bench.showsBase = true
    return true
  },
  '?'(_, { help }) {
    help()
    return true
  },
  F(_, { fit }) {
    fit()
    return true
  },
}

/** Buttons and links keep their Enter. */
function isOnControl(): boolean {
  return document.activeElement?.closest('button, a, [role=option], [role=tab], summary') != null
}
