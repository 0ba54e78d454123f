/** What the build tells the service worker to keep: the address of the page, and the files that it is made of. */
export type Precache = { version: string; page: string; files: string[] }
