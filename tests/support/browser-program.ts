import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CACHE_FOLDER, ROOT } from './folders.ts'

/** How to start a browser: its program, and what its environment needs beyond ours. */
export type BrowserProgram = { executablePath: string; environment: Record<string, string> }

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Where a browser would come from: CHROME_PATH, the package that the tests bring along, an installed one, or nowhere. */
export function browserSource(): { installed: string } | { version: string } | null {
  const given = process.env['CHROME_PATH']
  if (given) return { installed: given }
  const manifest = join(ROOT, 'node_modules', '@sparticuz', 'chromium', 'package.json')
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(manifest)) {
    return JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }
  }
  const installed = INSTALLED.find((path) => existsSync(path))
  return installed ? { installed } : null
}

/**
 * A Chromium: the one of CHROME_PATH, the one of the npm package \@sparticuz/chromium, unpacked once into
 * node_modules/.cache, or one that is installed.
 */
export async function findBrowser(): Promise<BrowserProgram> {
  const source = browserSource()
  if (source === null) throw new Error('There is no Chromium for this machine.')
  if ('installed' in source) return { executablePath: source.installed, environment: {} }
  return unpackBrowser(source.version)
}

/** The package unpacks to the temporary folder, so it runs in a process whose temporary folder is ours. */
async function unpackBrowser(version: string): Promise<BrowserProgram> {
  const folder = join(CACHE_FOLDER, `chromium-${version}`)
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`
    mkdirSync(unfinished, { recursive: true })
    const script = "import('@sparticuz/chromium').then((module) => module.default.executablePath())"
    try {
      await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
        cwd: ROOT,
        // Posing as AWS Lambda brings the NSS libraries along, which a bare machine lacks.
        env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
      })
      renameSync(unfinished, folder)
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true })
      if (!existsSync(folder)) throw error
    }
  }
  writeFileSync(join(folder, 'fonts.conf'), fontConfiguration(join(folder, 'fonts')))
  return {
    executablePath: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  }
}

/** The package's own configuration names folders of AWS Lambda only; without any font Chromium ends at the first text. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/cache</cachedir></fontconfig>
`
}
