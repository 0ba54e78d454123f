import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { ERRORS } from '../server/errors.ts'
import { en } from '../web/messages/en.ts'
import { zh } from '../web/messages/zh.ts'
import { ROOT } from './support/folders.ts'

type Source = { path: string; text: string; imports: { path: string; typeOnly: boolean }[] }

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
}

const IMPORT = /(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'|import\s+'([^']+)'|import\('([^']+)'\)/g

function read(path: string): Source {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const imports = [...text.matchAll(IMPORT)].map((match) => {
    const target = match[2] ?? match[3] ?? match[4]!
    const isOurs = target.startsWith('.')
    return {
      path: isOurs ? relative(ROOT, resolve(ROOT, dirname(path), target.split('?')[0]!)) : target,
      typeOnly: match[1] !== undefined,
    }
  })
  return { path, text, imports }
}

const sources = ['server', 'web', 'tests']
  .flatMap(filesIn)
  .filter((path) => /\.(ts|svelte)$/.test(path))
  .map(read)
const inFolder = (folder: string) => sources.filter(({ path }) => path.startsWith(folder))

/** Every import of some files that breaks a rule, as "file → import". */
function broken(
  files: Source[],
  isBroken: (target: string, typeOnly: boolean, path: string) => boolean,
): string[] {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter((target) => isBroken(target.path, target.typeOnly, path))
      .map((target) => `${path} → ${target.path}`),
  )
}

test('the domain imports nothing outside itself', () => {
  expect(broken(inFolder('server/domain/'), (target) => !target.startsWith('server/domain/'))).toEqual([])
})

test('the server never imports the web', () => {
  expect(broken(inFolder('server/'), (target) => target.startsWith('web/'))).toEqual([])
})

test('the web takes from the server only the domain, and types from the contract', () => {
  const isBroken = (target: string, typeOnly: boolean) =>
    target.startsWith('server/') &&
    !target.startsWith('server/domain/') &&
    !(target === 'server/contract.ts' && typeOnly)
  expect(broken(inFolder('web/'), isBroken)).toEqual([])
})

test('the web has no Node', () => {
  expect(broken(inFolder('web/'), (target) => target.startsWith('node:'))).toEqual([])
})

test('the map knows no screen; charts and parts of the interface know nothing of ours', () => {
  const screens =
    /^web\/(explore|wall|boundaries|incidents|displays|duty|operators|accounts|calendar|evaluation)\//
  expect(broken(inFolder('web/map/'), (target) => screens.test(target))).toEqual([])
  const isOurs = (target: string) => /^(web|server)\//.test(target) && !/^web\/(ui|charts)\//.test(target)
  expect(broken([...inFolder('web/ui/'), ...inFolder('web/charts/')], isOurs)).toEqual([])
})

test('a feature never imports the queries of another', () => {
  // Commands and the demonstration county stand above the features, as app.ts does.
  const features = inFolder('server/').filter(({ path }) => !/^server\/(imports|demo)\//.test(path))
  const featureOf = (path: string) => path.split('/').slice(0, 2).join('/')
  const isBroken = (target: string, _typeOnly: boolean, path: string) =>
    target.endsWith('queries.ts') && featureOf(target) !== featureOf(path)
  expect(broken(features, isBroken)).toEqual([])
})

test('only entries touch the environment and the command line', () => {
  const entries = new Set(['server/main.ts', 'server/cli.ts'])
  const touching = inFolder('server/').filter(({ path, text }) => {
    return !entries.has(path) && /process\.(env|argv)/.test(text)
  })
  expect(touching.map(({ path }) => path)).toEqual([])
})

test('server code knows no window, document or navigator', () => {
  const browser = /(?<![./\w'"`])(window|document|navigator|localStorage)\.(?!from|to)\w/
  const code = inFolder('server/').map(({ path, text }) => ({
    path,
    text: text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ''),
  }))
  expect(code.filter(({ text }) => browser.test(text)).map(({ path }) => path)).toEqual([])
})

test('texts stand in the message files', () => {
  const isExempt = (path: string) => path.startsWith('web/messages/')
  const chinese = inFolder('web/').filter(({ path, text }) => {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|<!--[\s\S]*?-->/g, '')
    return !isExempt(path) && /[\u4e00-\u9fff]/.test(code)
  })
  expect(chinese.map(({ path }) => path)).toEqual([])
})

function keysOf(value: object, prefix = ''): string[] {
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === 'object' && inner !== null
      ? keysOf(inner as object, `${prefix}${key}.`)
      : [`${prefix}${key}`],
  )
}

test('Chinese and English have the same texts, none of them empty', () => {
  expect(keysOf(en).sort()).toEqual(keysOf(zh).sort())
})

test('docs/errors.md lists the codes of the table', () => {
  const listed = readFileSync(join(ROOT, 'docs/errors.md'), 'utf8').matchAll(/^\| `(\w+)`/gm)
  expect([...listed].map((match) => match[1]!).sort()).toEqual(Object.keys(ERRORS).sort())
})

test('no file is over 300 lines; tables of data and of texts aside', () => {
  const tables = /messages\/|report-texts|category-profile/
  const long = sources.filter(({ path, text }) => !tables.test(path) && text.split('\n').length > 301)
  expect(long.map(({ path }) => path)).toEqual([])
})

test('migrations are named by date and time, in order', () => {
  const names = readdirSync(join(ROOT, 'migrations'))
  expect(names.filter((name) => !/^\d{4}-\d{2}-\d{2}-\d{4}-[a-z-]+\.sql$/.test(name))).toEqual([])
})

test('the top level holds what was agreed', () => {
  const agreed =
    /^(package(-lock)?\.json|tsconfig\.json|vite\.config\.ts|server|web|migrations|data|tests|README\.md|docs|LICENSE|\.ci|\.gitignore|\.git|node_modules|dist|\.wangge|bench\.json)$/
  expect(readdirSync(ROOT).filter((name) => !agreed.test(name))).toEqual([])
})
