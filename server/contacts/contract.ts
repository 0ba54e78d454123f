import { Type, type Static } from 'typebox'
import { CONTACT_LIMITS } from '../domain/contact.ts'
import { Nullable } from '../nullable.ts'

const { name, phone } = CONTACT_LIMITS

/** As it comes with a report. */
export const GivenContact = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: name.most, pattern: name.pattern })),
    phone: Type.Optional(
      Type.String({
        maxLength: phone.most,
        pattern: phone.pattern,
        description: '5 to 20 digits, with + in front and single spaces or dashes between if wanted',
      }),
    ),
  },
  {
    additionalProperties: false,
    minProperties: 1,
    description: 'of who told of it: name, phone or both; left out: anonymous. Only the handler can read it.',
  },
)

export const Contact = Type.Object({ name: Nullable(Type.String()), phone: Nullable(Type.String()) })
export type Contact = Static<typeof Contact>

export const contactContract = {
  read: {
    method: 'POST',
    url: '/api/incidents/:id/contact',
    schema: {
      tags: ['handling'],
      summary: "Reads the reporter's contact details",
      description:
        'For people of the unit that has the incident, from the dispatch to the feedback. Each reading is a step on file.',
      params: Type.Object({
        id: Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'a whole number' }),
      }),
      response: { 200: Contact },
    },
  },
} as const
