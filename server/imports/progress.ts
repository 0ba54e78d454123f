export type Progress = {
  /** So many rows are read, and this share of the file (0 to 1). */
  report(rows: number, share: number): void
  end(rows: number): void
}

/** How often a terminal is written to; and a log, which keeps every line. */
const [TERMINAL_MS, LOG_MS] = [200, 10_000]

const BAR_WIDTH = 24

/** A bar, rows and rows per second on standard error: in place on a terminal, else a line now and then. */
export function rowProgress(stream: NodeJS.WriteStream, now: () => number = Date.now): Progress {
  const startedAt = now()
  let lastAt = startedAt
  const text = (rows: number): string => {
    const seconds = Math.max(0.001, (now() - startedAt) / 1000)
    return `${rows.toLocaleString('en')} rows, ${Math.round(rows / seconds).toLocaleString('en')} rows/s`
  }
  return {
    report(rows, share) {
      if (now() - lastAt < (stream.isTTY ? TERMINAL_MS : LOG_MS)) return
      lastAt = now()
      const percent = `${Math.round(share * 100)} %`
      const full = Math.round(share * BAR_WIDTH)
      const bar = `${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)} ${percent.padStart(5)}`
      stream.write(stream.isTTY ? `\r${bar}  ${text(rows)}  ` : `${percent}, ${text(rows)}\n`)
    },
    end(rows) {
      stream.write(`${stream.isTTY ? '\r\u001b[K' : ''}${text(rows)}\n`)
    },
  }
}
