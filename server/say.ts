/** A line for the person at the terminal; standard output stays free for logs and results. */
export function say(message: string): void {
  process.stderr.write(`${message}\n`)
}
