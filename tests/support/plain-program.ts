import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { CACHE_FOLDER, ROOT } from './folders.ts'

const COPY = join(CACHE_FOLDER, 'program')

/** What the program reads beside its own modules. */
const BESIDE = ['migrations', 'data', 'web', 'dist']

const OPTIONS: ts.CompilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
}

/**
 * Translates the server to plain JavaScript, file by file, as tsx does at every start: so the many processes of the tests start in
 * half the time. Only what has changed since the last run is translated anew.
 */
export function translateServer(): void {
  for (const name of readdirSync(join(ROOT, 'server'), { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('.ts')) translate(join(ROOT, 'server', name), join(COPY, 'server', nameInCopy(name)))
  }
  for (const name of BESIDE) {
    if (statSync(join(COPY, name), { throwIfNoEntry: false }) === undefined) link(name)
  }
}

/** The arguments with which Node runs a program of the server (`server/main.ts`): the translated one where there is one. */
export function programOf(path: string): string[] {
  return process.env['WANGGE_PLAIN_PROGRAM'] === '1'
    ? [join(COPY, nameInCopy(path))]
    : ['--import', 'tsx', path]
}

function nameInCopy(name: string): string {
  return name.replace(/\.ts$/, '.js')
}

function translate(source: string, target: string): void {
  const { mtime } = statSync(source)
  if (statSync(target, { throwIfNoEntry: false })?.mtimeMs === mtime.getTime()) return
  const { outputText } = ts.transpileModule(readFileSync(source, 'utf8'), { compilerOptions: OPTIONS })
  mkdirSync(dirname(target), { recursive: true })
  // Another run may be starting the program at this moment.
  const part = `${target}.${process.pid}`
  writeFileSync(part, outputText)
  utimesSync(part, mtime, mtime)
  renameSync(part, target)
}

function link(name: string): void {
  try {
    symlinkSync(join(ROOT, name), join(COPY, name))
  } catch (error) {
    // Not there yet ("dist", before it is built), or just made by another run.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
