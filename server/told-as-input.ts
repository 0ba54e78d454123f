import { CodedError, StartError } from './errors.ts'

/** What would tell somebody at the terminal that it does not fit tells a page that its input does not. */
export async function toldAsInput<Result>(change: () => Promise<Result>): Promise<Result> {
  try {
    return await change()
  } catch (error) {
    if (error instanceof StartError) throw new CodedError('invalid_input', error.message)
    throw error
  }
}
