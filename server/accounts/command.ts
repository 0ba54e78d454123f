import { flag, readOptions, text } from '../command-options.ts'
import type { Db } from '../db/connect.ts'
import { ROLE_NAMES } from '../domain/role.ts'
import { StartError } from '../errors.ts'
import { addAccount, describeRole, endSessions, grant, revoke, setPassword, type RoleAt } from './manage.ts'
import { addToken, listTokens, removeToken } from './api-token.ts'
import { addOpenIdAccount, linkOpenId, unlinkOpenId } from './openid/manage.ts'
import { listAccounts } from './queries.ts'
import { newPassword } from './token.ts'

export const ACCOUNT_USAGE = `  account add NAME --role ROLE [--area CODE | --unit CODE] [--password-stdin]
                              adds an account; without --password-stdin a password is made and shown once
      --openid [--as NAME]    no password: its owner signs in at the provider, where they are called NAME
  account grant NAME --role ROLE [--area CODE | --unit CODE]
  account revoke NAME --role ROLE [--area CODE | --unit CODE]
  account password NAME [--password-stdin]     also ends all sessions of the account
  account openid NAME on [--as NAME]           its owner may sign in at the provider; nobody who did before
  account openid NAME off                      nobody may, and all sessions of the account end
  account sign-out NAME                        ends all sessions of the account
  account token NAME --label L --days N [--write]
                              makes a token for a program that acts as the account; shown once
  account tokens | account end-token ID
  account list [--json]
      roles for the whole county: administrator, leader, dispatcher, supervisor, analyst
      roles for an area: manager, operator, display; for a unit: handler`

/** What the command needs from the terminal. */
export type Terminal = {
  say: (message: string) => void
  print: (line: string) => void
  readInput: () => string
}

const OPTIONS = {
  role: text,
  area: text,
  unit: text,
  label: text,
  as: text,
  openid: flag,
  days: text,
  write: flag,
  'password-stdin': flag,
  json: flag,
}

/** Runs \`account …\`. Throws a StartError in plain words. */
export async function runAccountCommand(db: Db, given: readonly string[], terminal: Terminal): Promise<void> {
  const { values, positionals } = readOptions(given, OPTIONS, ACCOUNT_USAGE)
  const [action, name, state, ...more] = positionals
  if (action === 'tokens' && name === undefined) return tokens(db, terminal.print)
  if (action === 'list' && name === undefined) return list(db, values.json === true, terminal.print)
  if (name === undefined || more.length > 0 || (state !== undefined && action !== 'openid')) {
    throw new StartError(`account takes an action and a name, but there are ${positionals.length} words.`)
  }
  const at = (): RoleAt => readRole(values.role, values.area, values.unit)
  const password = (): { password: string; tell: () => void } =>
    readPassword(values['password-stdin'], terminal)
  switch (action) {
    case 'add': {
      if (values.openid) {
        if (values['password-stdin']) throw new StartError('Give --openid or --password-stdin, not both.')
        await addOpenIdAccount(db, name, values.as ?? name, at())
        return terminal.say(
          `There is now the account "${name}", for whom the provider calls "${values.as ?? name}".`,
        )
      }
      if (values.as !== undefined) throw new StartError('--as goes with --openid.')
      const { password: chosen, tell } = password()
      await addAccount(db, name, chosen, at())
      terminal.say(`There is now the account "${name}".`)
      return tell()
    }
    case 'password': {
      const { password: chosen, tell } = password()
      await setPassword(db, name, chosen)
      terminal.say(`"${name}" has a new password and no session.`)
      return tell()
    }
    case 'openid':
      return openId(db, name, state, values.as ?? name, terminal.say)
    case 'grant':
      await grant(db, name, at())
      return terminal.say(`"${name}" is now ${describeRole(at())}.`)
    case 'revoke':
      await revoke(db, name, at())
      return terminal.say(`"${name}" is ${describeRole(at())} no more.`)
    case 'token': {
      const { label = '', days, write = false } = values
      const token = await addToken(db, name, { label, days: Number(days ?? NaN), canWrite: write })
      terminal.say('The token, shown only now; programs send it as "Authorization: Bearer …":')
      return terminal.print(token)
    }
    case 'end-token':
      await removeToken(db, readId(name))
      return terminal.say(`The token ${name} opens nothing any more.`)
    case 'sign-out':
      return terminal.say(`${await endSessions(db, name)} sessions of "${name}" have ended.`)
    default:
      throw new StartError(
        `account takes add, grant, revoke, password, openid, sign-out, token, tokens, end-token or list, but it is ${JSON.stringify(action)}.`,
      )
  }
}

function readRole(role: string | undefined, area: string | undefined, unit: string | undefined): RoleAt {
  const known = ROLE_NAMES.find((name) => name === role)
  if (known) return { role: known, area: area ?? null, unit: unit ?? null }
  throw new StartError(
    `--role must be one of ${ROLE_NAMES.join(', ')}, but it is ${role ? `"${role}"` : 'missing'}.`,
  )
}

/** From standard input up to the line's end, or a made one, which is then told. */
function readPassword(fromInput: boolean | undefined, { say, readInput }: Terminal) {
  if (fromInput) return { password: readInput().replace(/\r?\n[^]*$/, ''), tell: () => {} }
  const password = newPassword()
  return { password, tell: () => say(`Its password, shown only now: ${password}`) }
}

async function openId(
  db: Db,
  name: string,
  state: string | undefined,
  claimed: string,
  say: Terminal['say'],
): Promise<void> {
  if (state === 'on') {
    await linkOpenId(db, name, claimed)
    return say(`"${name}" is for the next who comes from the provider and is called "${claimed}" there.`)
  }
  if (state !== 'off') {
    throw new StartError(`openid takes a name and on or off, but it is ${state ? `"${state}"` : 'missing'}.`)
  }
  await unlinkOpenId(db, name)
  say(`Nobody signs in to "${name}" at the provider any more, and it has no session.`)
}

function readId(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new StartError(`end-token takes the number of a token, but it is ${JSON.stringify(text)}.`)
}

async function tokens(db: Db, print: (line: string) => void): Promise<void> {
  for (const { id, account, label, canWrite, expiresAt } of await listTokens(db)) {
    print([id, account, label, canWrite ? 'reads and writes' : 'reads', expiresAt.toISOString()].join('\t'))
  }
}

async function list(db: Db, asJson: boolean, print: (line: string) => void): Promise<void> {
  const accounts = await listAccounts(db)
  if (asJson) return print(JSON.stringify(accounts))
  for (const { name, role, area, unit, demo, sessions, openId: link } of accounts) {
    print(
      [
        name,
        role ?? 'no role',
        area ?? unit?.code ?? (role ? '*' : ''),
        `${sessions} sessions`,
        link ? `openid ${link.claimed}${link.bound ? '' : ' (did not come yet)'}` : '',
        demo ? 'demo' : '',
      ]
        .filter((part, i) => i < 4 || part !== '')
        .join('\t'),
    )
  }
}
