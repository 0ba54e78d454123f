import { spawn } from 'node:child_process'
import { prepareAccounts } from './accounts/prepare.ts'
import { buildApp } from './app.ts'
import { buildWeb } from './build-web.ts'
import { readConfig, type Config } from './config.ts'
import { sayWhatIsSealed } from './contacts/command.ts'
import { eraseContacts } from './contacts/erase-contacts.ts'
import { checkServingRole, ownsTables } from './db/application-role.ts'
import { openDatabase, type OpenDatabase } from './db/connect.ts'
import { migrate } from './db/migrate.ts'
import { loadDemo } from './demo/load.ts'
import { addDemoUnits } from './demo/units.ts'
import { endSessions, eraseOld } from './duty/end-and-erase.ts'
import { PositionDays } from './duty/positions/position-days.ts'
import { StartError } from './errors.ts'
import { everyMinute } from './every-minute.ts'
import { PlanRules } from './plan/run-plan-rules.ts'
import { say } from './say.ts'
import { openKeyring } from './secret/own-secret.ts'
import { runRules } from './supervision/run-rules.ts'
import { zoneOffset } from './time-zone.ts'

// Reads the settings, prepares database and web application side by side, listens, and stops in good order.
try {
  await start(process.argv.includes('--dev'))
} catch (error) {
  say(error instanceof StartError ? error.message : String((error as Error).stack))
  process.exit(1)
}

async function start(development: boolean): Promise<void> {
  const config = readConfig(process.env)
  const building = development ? null : buildWeb(say)
  // A failed build is reported where it is awaited, not as an unhandled rejection meanwhile.
  building?.catch(() => {})
  // First, for it may have to create PostGIS.
  const owner =
    config.ownerUrl === null ? null : await openDatabase({ ...config, databaseUrl: config.ownerUrl })
  const database = await openDatabase(config)
  try {
    await prepareDatabase(owner ?? database, database, config)
    await owner?.close()
    const keyring = openKeyring(config)
    await sayWhatIsSealed(database.db, keyring, say)
    const webFolder = await building
    const { db, listen } = database
    const app = await buildApp({ db, listen, config: { ...config, keyring }, webFolder })
    app.addHook('onClose', () => database.close())
    const days = new PositionDays(db)
    const planRules = new PlanRules(db, zoneOffset(config.timeZone))
    const jobs = [
      () => runRules(db, Date.now()),
      () => planRules.run(Date.now()),
      () => eraseContacts(db, { now: Date.now(), days: config.contactDays }),
      () => endSessions(db, Date.now()),
      () => eraseOld(db, days, Date.now()),
    ].map((work) => everyMinute(work, (error) => app.log.error(error)))
    app.addHook('preClose', async () => void (await Promise.all(jobs.map((job) => job.stop()))))
    stopOnSignal(() => app.close())
    await app.listen({ port: config.port, host: config.host })
    if (development) startVite()
    const { port } = app.server.address() as { port: number }
    say(`Wangge is at http://${config.host}:${port}/`)
    if (isExposed(config)) {
      say(
        'Warning: passwords cross the network in the clear. Put HTTPS in front and set WANGGE_PUBLIC_URL to its address.',
      )
    }
    if (database.kind === 'pglite') {
      say(
        `Data is in ${config.dataFolder}, in the embedded database: for duty use, set DATABASE_URL to a PostgreSQL.`,
      )
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** Brings schema and first content about, as the role that owns the tables; what serves may be a role that owns nothing. */
async function prepareDatabase(owner: OpenDatabase, serving: OpenDatabase, config: Config): Promise<void> {
  if (serving.kind === 'postgres') await checkServingRole(serving.db, config.allowSuperuser)
  const { db } = owner
  await migrate(db, { application: config.application })
  if (config.demo) {
    await loadDemo(db, { now: new Date(), say, timeZone: config.timeZone })
    await addDemoUnits(db)
  }
  await prepareAccounts(db, { demo: config.demo, say })
  if (serving.kind === 'postgres' && !config.allowSuperuser && (await ownsTables(serving.db))) {
    say(
      'Warning: the role of DATABASE_URL owns the tables, so that the database cannot hold it back. Set ' +
        'DATABASE_OWNER_URL to it, and DATABASE_URL to a role that owns nothing.',
    )
  }
}

/** Whether others than this machine reach us without HTTPS in between. */
function isExposed({ host, publicUrl }: Config): boolean {
  return !/^(127\.|localhost$|::1$)/.test(host) && !publicUrl?.startsWith('https:')
}

/** Requests in flight are answered, then the database closes; a second signal does not wait. */
function stopOnSignal(close: () => Promise<unknown>): void {
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1)
      stopping = true
      close().then(
        () => process.exit(0),
        (error: unknown) => {
          say(`Stopping failed: ${String(error)}`)
          process.exit(1)
        },
      )
    })
  }
}

/** In development the page comes from Vite, which passes API requests on to this process. */
function startVite(): void {
  const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { stdio: 'inherit' })
  process.on('exit', () => vite.kill())
}
