import { parseArgs, type ParseArgsConfig } from 'node:util'
import { StartError } from './errors.ts'

/** The words and options of a command. Throws a StartError that says what is wrong with them, and how they are meant. */
export function readOptions<const Options extends NonNullable<ParseArgsConfig['options']>>(
  given: readonly string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: [...given], options, allowPositionals: true })
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${usage}`)
  }
}

export const text = { type: 'string' } as const
export const flag = { type: 'boolean' } as const
