import type { BoundaryMessages } from '../../messages/boundaries/zh.ts'
import type { Formats } from '../../state/formats.ts'
import { writePlace } from '../geometry/coordinates.ts'
import { writeRefusal } from './refusal-text.ts'
import type { Workbench } from './workbench.svelte.ts'

/** What has just happened, as it is read aloud; `nameOf`: what an area is called. */
export function writeHappening(
  bench: Workbench,
  messages: BoundaryMessages,
  formats: Formats,
  nameOf: (code: string) => string,
): string {
  const { happened, edit } = bench
  const { said } = messages
  switch (happened?.kind) {
    case undefined:
      return ''
    case 'did': {
      const { areas } = bench.impact.value
      const did = said.did(messages.operations[happened.operation], formats.number(areas.length))
      return [did, ...counters(bench, messages, formats, nameOf)].join(' ')
    }
    case 'refused':
      return said.refused(writeRefusal(happened.refusal, messages, nameOf))
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

/** As many areas are read aloud with their figures; the others stand on the panel. */
const MOST_READ = 3

/** What the selected areas, else the first that changed, have now; nothing of those whose households are not known. */
function counters(
  { impact, selected }: Workbench,
  { said }: BoundaryMessages,
  formats: Formats,
  nameOf: (code: string) => string,
): string[] {
  const { areas } = impact.value
  const chosen = areas.filter(({ code }) => selected.has(code))
  const write = (count: number | null | undefined): string => (count == null ? '–' : formats.number(count))
  return (chosen.length > 0 ? chosen : areas)
    .filter(({ before, after }) => before?.households != null || after?.households != null)
    .slice(0, MOST_READ)
    .map(({ code, before, after }) =>
      said.counter(nameOf(code), write(before?.households), write(after?.households)),
    )
}
