import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AreaIndex } from '../../areas/area-index.ts'
import type { Viewer } from '../../accounts/viewer.ts'
import { flag, text } from '../../command-options.ts'
import type { Db } from '../../db/connect.ts'
import { COMMAND } from '../../events/note-event.ts'
import { path, readFileCommand } from '../../file-command.ts'
import { ImportFault } from '../import-fault.ts'
import { openRejects } from '../rejects-file.ts'
import { keepApart, unreadable } from '../text-file.ts'
import { importOperators, type OperatorImport } from './import-operators.ts'

export const OPERATOR_USAGE = `  import operators FILE       imports operators, their grids and certificates from CSV
      --dry-run  --rejects FILE  --json`

/** Whoever has the terminal may do what an administrator may. */
const AT_TERMINAL: Viewer = {
  accountId: 0,
  name: COMMAND.name,
  hasPassword: false,
  grants: [{ role: 'administrator', areaId: null, unit: null }],
  csrf: null,
  canWrite: true,
}

/** Runs "import operators", typed in the folder `here`. Throws an ImportFault where anything is wrong with the file; then nothing was kept. */
export async function runOperatorImport(
  db: Db,
  given: string[],
  here: string | undefined,
  { say, print, today }: { say: (message: string) => void; print: (line: string) => void; today: string },
): Promise<void> {
  const { file, values } = readFileCommand(given, { 'dry-run': flag, rejects: text, json: flag }, here)
  const rejectsFile = path(values['rejects'], here)
  keepApart(file, rejectsFile, '--rejects')
  const who = { viewer: AT_TERMINAL, areas: await AreaIndex.load(db) }
  const keep = values['dry-run'] !== true
  const options = { bytes: readBytes(file), file: basename(file), today, keep }
  const { outcome, faults } = await importOperators(db, who, COMMAND, options)
  if (rejectsFile !== null) {
    const rejects = openRejects(rejectsFile)
    for (const fault of faults) rejects.add(fault)
    rejects.close()
  }
  if (faults.length > 0) throw refused(file, faults)
  if (values['json'] === true) return print(JSON.stringify(outcome))
  const { read, added, changed, assigned, reassigned, qualified } = outcome
  say(
    `${read} rows read: ${added} operators added, ${changed} changed; ${assigned} assignments added, ${reassigned} changed; ${qualified} qualifications.`,
  )
  if (!keep) say('This was a dry run: nothing was kept.')
}

function refused(file: string, faults: OperatorImport['faults']): ImportFault {
  const shown = faults
    .slice(0, 10)
    .map(({ line, field, reason }) => `  line ${line}${field === '' ? '' : `, ${field}`}: ${reason}`)
  const more = faults.length > shown.length ? [`  and ${faults.length - shown.length} more`] : []
  return new ImportFault(
    [`${file} has ${faults.length} faults, so nothing was kept:`, ...shown, ...more].join('\n'),
  )
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw unreadable(file, error)
  }
}
