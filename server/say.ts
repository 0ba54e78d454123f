/** A line for the person at the terminal; standard output stays free for logs and results. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`)
}

/** A line of results for a program that reads standard output. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
