import type { AppKeyMessages } from './zh.ts'

export const appKeysEn: AppKeyMessages = {
  title: 'Keys of Open311 apps',
  meaning: 'With its key an app that speaks Open311 files reports for people, and can do nothing else.',
  add: 'Add a key',
  addTitle: 'A key for an app',
  name: 'Name of the app',
  nameHint: 'no other app ever gets this name',
  madeBy: 'Made',
  used: 'Last report',
  notUsed: 'not used yet',
  state: 'State',
  valid: 'Valid',
  revoked: (name, day) => `Revoked by ${name}, ${day}`,
  made: (name, day) => `${name}, ${day}`,
  revoke: 'Revoke',
  revokeOf: (name) => `Revoke the key of ${name}`,
  revokeMeaning:
    'The app can file nothing from now on; what it filed is handled as before. This cannot be undone: make another key instead.',
  keyOf: (name) => `Key of ${name}`,
  shownOnce: 'It is shown only now: hand it to the makers of the app, which sends it as api_key.',
  copied: 'The key is copied',
  actions: 'Actions',
  none: 'No app has a key yet.',
  failed: 'The keys could not be read',
}
