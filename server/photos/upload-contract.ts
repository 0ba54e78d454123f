import { Type } from 'typebox'

const Uuid = Type.String({ format: 'uuid', description: 'made by the phone' })
const Parameter = Type.Object({ id: Uuid })
const MOST_BYTES = 12 * 2 ** 20

export const UploadState = Type.Object({
  size: Type.Integer({ description: 'bytes of the whole file' }),
  received: Type.Integer({ description: 'bytes that are here, from the beginning on' }),
})

/** Photos over a network that comes and goes: in parts, each acknowledged; the whole becomes a photo by POST …/photos/uploaded. */
export const uploadContract = {
  begin: {
    method: 'PUT',
    url: '/api/uploads/:id',
    schema: {
      tags: ['photos'],
      summary: 'Begins an upload; begun again it says how far it has come',
      params: Parameter,
      body: Type.Object(
        { size: Type.Integer({ minimum: 1, maximum: MOST_BYTES, description: 'bytes' }) },
        { additionalProperties: false },
      ),
      response: { 200: UploadState },
    },
  },
  state: {
    method: 'GET',
    url: '/api/uploads/:id',
    schema: {
      tags: ['photos'],
      summary: 'How far an upload of mine has come',
      params: Parameter,
      response: { 200: UploadState },
    },
  },
  part: {
    method: 'PATCH',
    url: '/api/uploads/:id',
    schema: {
      tags: ['photos'],
      summary: 'The next part: bytes as application/octet-stream, at most 256 KiB',
      description: 'What is here already is not kept twice; a part that would leave a gap is refused.',
      params: Parameter,
      querystring: Type.Object(
        { start: Type.Integer({ minimum: 0, maximum: MOST_BYTES, description: 'its place in the file' }) },
        { additionalProperties: false },
      ),
      response: { 200: UploadState },
    },
  },
} as const
