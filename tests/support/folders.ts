import { fileURLToPath } from 'node:url'

/** The root of the repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** What tests keep between runs; it goes with node_modules. */
export const CACHE_FOLDER = fileURLToPath(new URL('../../node_modules/.cache/wangge-tests', import.meta.url))
