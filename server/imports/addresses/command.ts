import { flag, text } from '../../command-options.ts'
import { path, readFileCommand, word } from '../../file-command.ts'
import type { AddressImportOptions, AddressImportOutcome } from './import-addresses.ts'

export const ADDRESS_USAGE = `  import addresses FILE       imports places with their numbers of households from CSV or GeoJSON points, for all there are
      --lon-field F --lat-field F
      --households-field F                      without it, each point is one household
      --crs EPSG:n|gcj02|bd09  --dry-run  --rejects FILE  --json`

const OPTIONS = {
  'lon-field': text,
  'lat-field': text,
  'households-field': text,
  crs: text,
  'dry-run': flag,
  rejects: text,
  json: flag,
}

/**
 * The words behind "import addresses", typed in the folder `here`. Throws a StartError that says what is wrong with them.
 */
export function readAddressCommand(
  given: string[],
  here: string | undefined,
): { options: AddressImportOptions; json: boolean } {
  const { file, values } = readFileCommand(given, OPTIONS, here)
  const options = {
    file,
    fields: {
      lon: word(values['lon-field']),
      lat: word(values['lat-field']),
      households: word(values['households-field']),
    },
    crs: word(values['crs']) ?? 'EPSG:4326',
    dryRun: values['dry-run'] === true,
    rejectsFile: path(values['rejects'], here),
  }
  return { options, json: values['json'] === true }
}

/** What came of an import, for a person. */
export function tellAddresses(outcome: AddressImportOutcome): string {
  const { read, imported, households, rejected, notLocated, replaced, seconds } = outcome
  return `${read} rows read, ${imported} points with ${households} households imported in the place of ${replaced}, ${rejected} rejected; ${notLocated} not located; ${seconds} s.`
}
