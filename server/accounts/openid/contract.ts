import { Type } from 'typebox'
import { LONGEST_RETURN_PATH, RETURN_PATH } from '../../domain/return-path.ts'

const Word = Type.Optional(Type.String({ maxLength: 8000 }))
const Away = Type.Null({ description: 'location says where to' })
const tags = ['session']

/** For browsers, which are sent on in every case: what went wrong is told by the sign-in screen, from its address. */
export const openIdContract = {
  begin: {
    method: 'GET',
    url: '/api/session/openid',
    schema: {
      tags,
      summary: 'Takes the browser to the provider of OpenID Connect, to sign in there',
      querystring: Type.Object(
        {
          returnTo: Type.Optional(
            Type.String({
              maxLength: LONGEST_RETURN_PATH,
              pattern: RETURN_PATH,
              description: 'path and query of the screen to come back to',
            }),
          ),
        },
        { additionalProperties: false },
      ),
      response: { 302: Away },
    },
  },
  finish: {
    method: 'GET',
    url: '/api/session/openid/callback',
    schema: {
      tags,
      summary: 'Where the provider sends the browser back to; signs in and sets a cookie',
      // The provider decides what else comes.
      querystring: Type.Object({
        state: Word,
        code: Word,
        error: Word,
        error_description: Word,
        iss: Word,
      }),
      response: { 302: Away },
    },
  },
} as const
