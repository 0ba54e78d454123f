import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What tells one build of the wall's page from another: it names its scripts by their content. */
export function buildOf(webFolder: string): string {
  return createHash('sha256')
    .update(readFileSync(join(webFolder, 'wall.html')))
    .digest('base64url')
    .slice(0, 16)
}
