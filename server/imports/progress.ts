export type Progress = { report(rows: number): void; end(rows: number): void }

const EVERY_MS = 200

/** Rows and rows per second on standard error: in place on a terminal, else only at the end. */
export function rowProgress(stream: NodeJS.WriteStream): Progress {
  const startedAt = Date.now()
  let lastAt = 0
  const text = (rows: number): string => {
    const seconds = Math.max(0.001, (Date.now() - startedAt) / 1000)
    return `${rows.toLocaleString('en')} rows, ${Math.round(rows / seconds).toLocaleString('en')} rows/s`
  }
  return {
    report(rows) {
      if (!stream.isTTY || Date.now() - lastAt < EVERY_MS) return
      lastAt = Date.now()
      stream.write(`\r${text(rows)}  `)
    },
    end(rows) {
      stream.write(`${stream.isTTY ? '\r' : ''}${text(rows)}\n`)
    },
  }
}
