/**
 * What the build tells a service worker to keep: the address of the page, and the files that it is made of. `networkFirst`: the page
 * itself is taken from the server while that answers, and a new worker does not wait for the page to be closed.
 */
export type Precache = { version: string; page: string; networkFirst: boolean; files: string[] }
