import type { wallPairZh } from './zh.ts'

export const wallPairEn: typeof wallPairZh = {
  heading: 'This screen is not paired yet',
  steps: 'An administrator signs in to Wangge, opens Displays and types in this code.',
  code: 'Pairing code',
  validFor: (minutes, seconds) => `Valid for ${minutes}:${seconds}, then a new one comes by itself`,
  renewing: 'Getting a new code…',
  asking: 'Getting a code…',
  unreachable: 'The server cannot be reached; trying again by itself…',
  starting: 'Connecting to the server…',
  startingHint: 'The wall appears by itself; nothing to do.',
}
