/** What a sentence about a fault names, beside the line and the column. */
export type FaultValues = Partial<
  Record<'came' | 'expected' | 'code' | 'role' | 'from' | 'until' | 'line', string>
>

const came = (values: FaultValues): string =>
  values.came === undefined || values.came === '' ? 'it is empty' : `it is "${values.came}"`
const wanted = (what: string) => (values: FaultValues) => `expected ${what}, but ${came(values)}`

/** What can be wrong with a line of a list of operators, in English: what was expected, and what came. */
export const ROSTER_FAULTS = {
  fields: ({ expected, came: are }: FaultValues) => `expected ${expected} fields, but there are ${are}`,
  unclosed: () => 'expected a closing quote, but the one that opens here is never closed',
  tooLong: (values: FaultValues) => wanted(`at most ${values.expected} characters`)(values),
  oneLine: wanted('plain text in one line'),
  code: wanted('a code'),
  phone: wanted('a number at work'),
  day: wanted('a day like 2026-03-01'),
  notBefore: (values: FaultValues) => wanted(`a day not before ${values.expected}`)(values),
  after: (values: FaultValues) => wanted(`a day after ${values.expected}`)(values),
  role: wanted('lead/负责人, backup/后备 or cover/代管'),
  gridMissing: wanted('the code of the grid'),
  coverEnd: wanted('the last day of the cover'),
  oneOfTwo: wanted('either a certificate or a training in a row'),
  obtained: wanted('the day on which it was obtained'),
  qualification: wanted('the name of what was obtained'),
  differs: (values: FaultValues) => wanted(`"${values.expected}" as in line ${values.line}`)(values),
  area: wanted('the code of an area where you manage staff'),
  notYours: ({ code }: FaultValues) =>
    `expected an operator whom you manage, but "${code}" is at home elsewhere`,
  newName: (values: FaultValues) => wanted(`the name of "${values.code}", who is new`)(values),
  newArea: (values: FaultValues) => wanted(`the home area of "${values.code}", who is new`)(values),
  unit: wanted('the code of a unit that there is'),
  account: wanted('an account with the role operator in an area of yours, which no other operator has'),
  grid: wanted('the code of a grid where you manage staff'),
  again: ({ line }: FaultValues) => `expected each assignment once, but line ${line} has it too`,
  lastDay: (values: FaultValues) =>
    wanted(`a day not after ${values.expected}, the last one at work of ${values.code}`)(values),
  taken: ({ code, role, from, until, line }: FaultValues) =>
    `expected no other lead, and nobody twice, but ${code} is ${role} from ${from} to ${until || 'no end'}${line ? ` (line ${line})` : ''}`,
} satisfies Record<string, (values: FaultValues) => string>

export type RosterFaultKind = keyof typeof ROSTER_FAULTS
