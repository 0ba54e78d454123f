import { readFileSync } from 'node:fs'
import { ACCOUNT_USAGE, runAccountCommand } from './accounts/command.ts'
import { BACKUP_USAGE, runBackupCommand, runRestoreCommand } from './backup/command.ts'
import { CALENDAR_USAGE, runCalendarCommand } from './calendar/command.ts'
import { CATEGORY_USAGE, runCategoryCommand } from './categories/command.ts'
import { flag, text } from './command-options.ts'
import { readConfig, type Config } from './config.ts'
import { runSecretCommand, SECRET_USAGE } from './contacts/command.ts'
import { openDatabase, type Db } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import { LEVELS } from './domain/level.ts'
import { localDate } from './domain/local-date.ts'
import { StartError } from './errors.ts'
import { AUDIT_USAGE, runAuditCommand } from './events/command.ts'
import { path, readFileCommand, SEE_HELP, shown, word } from './file-command.ts'
import { ADDRESS_USAGE, readAddressCommand, tellAddresses } from './imports/addresses/command.ts'
import { importAddresses } from './imports/addresses/import-addresses.ts'
import { importAreas } from './imports/areas/import-areas.ts'
import { ImportFault } from './imports/import-fault.ts'
import { OPERATOR_USAGE, runOperatorImport } from './imports/operators/command.ts'
import { importIncidents } from './imports/incidents/import-incidents.ts'
import { rowProgress } from './imports/progress.ts'
import { OPEN311_USAGE, runOpen311Command } from './open311/command.ts'
import { print, say } from './say.ts'
import { openKeyring } from './secret/own-secret.ts'
import { RULE_USAGE, runRuleCommand } from './supervision/command.ts'
import { zoneOffset } from './time-zone.ts'
import { runUnitCommand, UNIT_USAGE } from './units/command.ts'

const USAGE = `Usage: npm run wangge -- COMMAND

  migrate                     brings the database to the schema of this version
${ACCOUNT_USAGE}
${UNIT_USAGE}
${CATEGORY_USAGE}
${RULE_USAGE}
${CALENDAR_USAGE}
${AUDIT_USAGE}
${OPEN311_USAGE}
${SECRET_USAGE}
${BACKUP_USAGE}
  import areas FILE           imports boundaries from GeoJSON
      --level county|township|village|grid      (required)
      --code-field F  --name-field F            columns of the file
      --parent-field F | --parent-by geometry   how parents are found (geometry unless a field is given)
      --county CODE:NAME                        makes the county as the union of what is imported
      --crs EPSG:n|gcj02|bd09                   default EPSG:4326
      --repair METRES                           closes gaps and overlaps narrower than this
      --accept-parents                          lets parents change by more than 1 % of their area
      --dry-run  --report FILE  --json
  import incidents FILE       imports incidents from CSV or GeoJSON points
      --lon-field F --lat-field F | --wkt-field F
      --time-field F  --time-zone Z  --category-field F  --category-map FILE
      --id-field F  --title-field F  --address-field F  --source NAME
      --crs EPSG:n|gcj02|bd09  --dry-run  --rejects FILE  --json
${ADDRESS_USAGE}
${OPERATOR_USAGE}

docs/imports.md explains the imports, docs/operations.md the accounts and backups.`

/** The folder that a command was typed in, as npm says. */
const HERE = process.env['INIT_CWD']

const AREA_OPTIONS = {
  level: text,
  'code-field': text,
  'name-field': text,
  'parent-field': text,
  'parent-by': text,
  county: text,
  crs: text,
  repair: text,
  'accept-parents': flag,
  'dry-run': flag,
  report: text,
  json: flag,
}

const INCIDENT_OPTIONS = {
  'lon-field': text,
  'lat-field': text,
  'wkt-field': text,
  'time-field': text,
  'time-zone': text,
  'category-field': text,
  'category-map': text,
  'id-field': text,
  'title-field': text,
  'address-field': text,
  crs: text,
  source: text,
  'dry-run': flag,
  rejects: text,
  json: flag,
}

try {
  await run(process.argv.slice(2))
} catch (error) {
  const isMeant = error instanceof StartError || error instanceof ImportFault
  say(isMeant ? error.message : String((error as Error).stack))
  process.exitCode = 1
}

async function run(given: string[]): Promise<void> {
  const [command = '', ...rest] = given
  if (command === '' || command === 'help' || given.includes('--help')) return print(USAGE)
  if (command === 'migrate')
    return withDatabase(async () => say('The database has the schema of this version.'))
  const readInput = () => readFileSync(0, 'utf8')
  if (command === 'account') {
    return withDatabase((db) => runAccountCommand(db, rest, { say, print, readInput }))
  }
  if (command === 'unit') return withDatabase((db) => runUnitCommand(db, rest, { say, print }))
  if (command === 'category') return withDatabase((db) => runCategoryCommand(db, rest, { say, print }))
  if (command === 'rule') return withDatabase((db) => runRuleCommand(db, rest, { say, print }))
  if (command === 'calendar') {
    const terminal = { say, print, readInput, now: Date.now() }
    return withDatabase((db) => runCalendarCommand(db, rest, terminal))
  }
  if (command === 'open311-key') return withDatabase((db) => runOpen311Command(db, rest, { say, print }))
  if (command === 'audit') return withDatabase((db) => runAuditCommand(db, rest, print))
  if (command === 'secret')
    return withDatabase((db, config) => runSecretCommand(db, openKeyring(config), rest, { say, print }))
  if (command === 'backup' || command === 'restore') {
    const { file } = readFileCommand(rest, {}, HERE)
    const runCommand = command === 'backup' ? runBackupCommand : runRestoreCommand
    // Not migrated: a backup changes nothing, and a restore begins with the schema that the backup has.
    return withOpened((db) => runCommand(db, file, { say, progress: rowProgress(process.stderr) }))
  }
  if (command !== 'import') throw new StartError(`There is no command "${command}". ${SEE_HELP}`)
  const [what = '', ...options] = rest
  if (what === 'areas') return areas(options)
  if (what === 'incidents') return incidents(options)
  if (what === 'addresses') return addresses(options)
  if (what === 'operators') {
    return withDatabase((db, { timeZone }) => {
      const today = localDate(Date.now(), zoneOffset(timeZone))
      return runOperatorImport(db, options, HERE, { say, print, today })
    })
  }
  throw new StartError(
    `import takes "areas", "incidents", "addresses" or "operators", but it is "${what}". ${SEE_HELP}`,
  )
}

async function areas(given: string[]): Promise<void> {
  const { file, values } = readFileCommand(given, AREA_OPTIONS, HERE)
  const level = LEVELS.find((name) => name === values['level'])
  if (!level)
    throw new StartError(`--level must be one of ${LEVELS.join(', ')}, but it is ${shown(values['level'])}.`)
  if (values['parent-by'] !== undefined && values['parent-by'] !== 'geometry') {
    throw new StartError(`--parent-by must be geometry, but it is ${shown(values['parent-by'])}.`)
  }
  if (values['parent-by'] !== undefined && values['parent-field'] !== undefined) {
    throw new StartError('Give --parent-field or --parent-by geometry, not both.')
  }
  const repairMetres = values['repair'] === undefined ? null : Number(values['repair'])
  if (repairMetres !== null && !(repairMetres > 0 && repairMetres <= 1000)) {
    throw new StartError(
      `--repair must be a width in metres up to 1000, but it is ${shown(values['repair'])}.`,
    )
  }
  const outcome = await withDatabase((db) =>
    importAreas(
      db,
      {
        file,
        level,
        codeField: word(values['code-field']),
        nameField: word(values['name-field']),
        parentField: word(values['parent-field']),
        county: readCounty(word(values['county'])),
        crs: word(values['crs']) ?? 'EPSG:4326',
        repairMetres,
        acceptParents: values['accept-parents'] === true,
        dryRun: values['dry-run'] === true,
        reportFile: path(values['report'], HERE),
      },
      say,
    ),
  )
  if (values['json']) return print(JSON.stringify(outcome))
  const { read: count, imported, unchanged, repaired, holes, release } = outcome
  say(
    `${count} areas read, ${imported} imported, ${unchanged} unchanged; ${repaired} faults closed, ${holes} holes stay.`,
  )
  if (values['dry-run']) return say('This was a dry run: nothing was kept.')
  say(release === null ? 'Nothing changed: there is no new release.' : `Release ${release}.`)
}

async function incidents(given: string[]): Promise<void> {
  const { file, values } = readFileCommand(given, INCIDENT_OPTIONS, HERE)
  const outcome = await withDatabase((db, config) =>
    importIncidents(
      db,
      {
        file,
        fields: {
          lon: word(values['lon-field']),
          lat: word(values['lat-field']),
          wkt: word(values['wkt-field']),
          time: word(values['time-field']),
          category: word(values['category-field']),
          id: word(values['id-field']),
          title: word(values['title-field']),
          address: word(values['address-field']),
        },
        categoryMapFile: path(values['category-map'], HERE),
        crs: word(values['crs']) ?? 'EPSG:4326',
        timeZone: readZone(word(values['time-zone']) ?? config.timeZone),
        source: readSource(word(values['source']) ?? 'import'),
        dryRun: values['dry-run'] === true,
        rejectsFile: path(values['rejects'], HERE),
      },
      rowProgress(process.stderr),
      say,
    ),
  )
  if (values['json']) return print(JSON.stringify(outcome))
  const { read: count, imported, unchanged, rejected, notLocated, seconds } = outcome
  say(
    `${count} rows read, ${imported} imported, ${unchanged} known already, ${rejected} rejected; ${notLocated} not located; ${seconds} s.`,
  )
}

async function addresses(given: string[]): Promise<void> {
  const { options, json } = readAddressCommand(given, HERE)
  const outcome = await withDatabase((db) => importAddresses(db, options, rowProgress(process.stderr), say))
  if (json) return print(JSON.stringify(outcome))
  say(tellAddresses(outcome))
  if (options.dryRun) say('This was a dry run: nothing was kept.')
}

async function withDatabase<Result>(work: (db: Db, config: Config) => Promise<Result>): Promise<Result> {
  return withOpened(async (db, config) => {
    await migrate(db, { application: config.application })
    return work(db, config)
  })
}

async function withOpened<Result>(work: (db: Db, config: Config) => Promise<Result>): Promise<Result> {
  const config = readConfig(process.env)
  const database = await openDatabase({ ...config, databaseUrl: config.ownerUrl ?? config.databaseUrl })
  try {
    return await work(database.db, config)
  } finally {
    await database.close()
  }
}

function readCounty(given: string | null): { code: string; name: string } | null {
  if (given === null) return null
  const [code, ...name] = given.split(':')
  if (!code || code.length > 64 || name.join(':') === '')
    throw new StartError(`--county must be CODE:NAME, but it is "${given}".`)
  return { code, name: name.join(':') }
}

function readZone(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  } catch {
    throw new StartError(`--time-zone must be an IANA time zone like Asia/Shanghai, but it is "${name}".`)
  }
}

/** `source` is a parameter of the API, which takes so much. */
function readSource(name: string): string {
  if (name.length <= 64 && name.trim() === name) return name
  throw new StartError(`--source must be a name of at most 64 characters, but it is ${JSON.stringify(name)}.`)
}
