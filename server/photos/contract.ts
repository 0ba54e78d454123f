import { Type, type Static } from 'typebox'

const Id = Type.String({ pattern: '^[1-9][0-9]{0,14}$', description: 'a whole number' })

export const Photo = Type.Object({
  id: Type.Integer(),
  width: Type.Integer(),
  height: Type.Integer(),
  addedBy: Type.String(),
  addedAt: Type.String({ format: 'date-time' }),
})
export type Photo = Static<typeof Photo>

const PhotoList = Type.Object({ items: Type.Array(Photo, { description: 'oldest first' }) })

export const photoContract = {
  list: {
    method: 'GET',
    url: '/api/incidents/:id/photos',
    schema: {
      tags: ['photos'],
      summary: 'The photos of an incident',
      params: Type.Object({ id: Id }),
      response: { 200: PhotoList },
    },
  },
  add: {
    method: 'POST',
    url: '/api/incidents/:id/photos',
    schema: {
      tags: ['photos'],
      summary: 'Adds a photo: the body is the file, image/jpeg, image/png or image/webp, at most 12 MB',
      description:
        'It is encoded anew, no side longer than 2,048 pixels, without anything that the camera wrote beside it.',
      params: Type.Object({ id: Id }),
      response: { 201: PhotoList },
    },
  },
  addUploaded: {
    method: 'POST',
    url: '/api/incidents/:id/photos/uploaded',
    schema: {
      tags: ['photos'],
      summary: 'Adds a photo that was uploaded in parts; added already, it is not added again',
      params: Type.Object({ id: Id }),
      body: Type.Object(
        { upload: Type.String({ format: 'uuid', description: 'of PUT /api/uploads/{id}' }) },
        { additionalProperties: false },
      ),
      response: { 201: PhotoList },
    },
  },
  read: {
    method: 'GET',
    url: '/api/incidents/:id/photos/:photo',
    schema: {
      tags: ['photos'],
      summary: 'A photo as JPEG',
      params: Type.Object({ id: Id, photo: Id }),
      querystring: Type.Object(
        { size: Type.Optional(Type.Enum(['whole', 'small'], { default: 'whole' })) },
        { additionalProperties: false },
      ),
    },
  },
} as const
