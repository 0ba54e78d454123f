import { isAbsolute, relative, resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { StartError } from './errors.ts'

type OptionValue = string | boolean | undefined

export const SEE_HELP = '"npm run wangge -- --help" lists commands and options.'

/**
 * The one file that a command is about, and its options. `here`: the folder that the command was typed in, where it is known.
 * Throws a StartError that says in one sentence what is wrong.
 */
export function readFileCommand(
  given: string[],
  options: NonNullable<ParseArgsConfig['options']>,
  here: string | undefined,
) {
  try {
    const { values, positionals } = parseArgs({ args: given, options, allowPositionals: true })
    const [file, ...more] = positionals
    if (file === undefined || more.length > 0) {
      throw new StartError(`Exactly one file must be named, but there are ${positionals.length}. ${SEE_HELP}`)
    }
    return { file: fromHere(file, here), values: values as Record<string, OptionValue> }
  } catch (error) {
    if (error instanceof StartError) throw error
    // Node's first sentence says which option; the others are about options that begin with two dashes.
    const [sentence] = (error as Error).message.split('. ')
    throw new StartError(`${sentence!.replace(/\.$/, '')}. ${SEE_HELP}`)
  }
}

/** A file as the person at the terminal names it: npm runs commands in the folder of package.json. */
function fromHere(file: string, here: string | undefined): string {
  return here === undefined || isAbsolute(file) ? file : relative('', resolve(here, file))
}

/** A file among the options; null where it is not given. */
export function path(value: OptionValue, here: string | undefined): string | null {
  const file = word(value)
  return file === null ? null : fromHere(file, here)
}

/** A word among the options; null where it is not given. */
export function word(value: OptionValue): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** What was given, for a message. */
export function shown(value: OptionValue): string {
  return value === undefined ? 'missing' : JSON.stringify(value)
}
