import type { BoundaryMessages } from '../../messages/boundaries/zh.ts'
import type { Formats } from '../../state/formats.ts'
import { writePlace } from '../geometry/coordinates.ts'
import { writeRefusal } from './refusal-text.ts'
import type { Workbench } from './workbench.svelte.ts'

/** What has just happened, as it is read aloud. */
export function writeHappening(bench: Workbench, messages: BoundaryMessages, formats: Formats): string {
  const { happened, edit } = bench
  const { said } = messages
  switch (happened?.kind) {
    case undefined:
      return ''
    case 'did':
      return said.did(
        messages.operations[happened.operation],
        formats.number(bench.impact.value.areas.length),
      )
    case 'refused':
      return said.refused(writeRefusal(happened.refusal, messages))
    case 'undone':
      return happened.worked ? said.undone(formats.number(edit.done)) : said.nothingToUndo
    case 'redone':
      return happened.worked ? said.redone(formats.number(edit.done)) : said.nothingToRedo
    case 'selected':
      return said.selected([...bench.selected].join(' '))
    case 'picked':
      return said.picked(writePlace(happened.place))
    case 'moved':
      return said.moved(writePlace(happened.place))
    case 'putDown':
    case 'putBack':
      return said[happened.kind]
    case 'point':
      return said.point(formats.number(bench.sketch.points.length), writePlace(happened.place))
  }
}
