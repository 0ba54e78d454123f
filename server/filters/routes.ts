import type { FastifyRequest } from 'fastify'
import { perAccount } from '../accounts/per-account.ts'
import { viewerOf } from '../accounts/viewer.ts'
import type { App } from '../app-types.ts'
import type { Db } from '../db/connect.ts'
import { CodedError } from '../errors.ts'
import type { ColumnCache } from '../incidents/column-cache.ts'
import { readListRequest } from '../incidents/list-request.ts'
import { isUnfitText } from '../unfit-text.ts'
import { filterContract, MOST_FILTERS, type SavedFilter } from './contract.ts'
import { deleteFilter, insertFilter, listFilters, updateFilter, type Refusal } from './queries.ts'

const WRITES = perAccount(120)

type Dependencies = { db: Db; columns: ColumnCache; offsetMs: (ms: number) => number }

/** Searches that people keep: each their own, checked as the list checks what it is asked for. */
export function filterRoutes(app: App, { db, columns, offsetMs }: Dependencies): void {
  async function check(request: FastifyRequest, { name, query }: Pick<SavedFilter, 'name' | 'query'>) {
    if ([name, ...Object.values(query)].some(isUnfitText))
      throw new CodedError('invalid_input', 'A text must not contain NUL, or half a character.')
    if (name.trim() !== name || name === '')
      throw new CodedError('invalid_input', '"name" must not begin or end with a space.')
    readListRequest(query, viewerOf(request), await columns.current(), { now: Date.now(), offsetMs })
  }

  app.route({
    ...filterContract.list,
    handler: async (request) => ({ items: await listFilters(db, viewerOf(request).accountId) }),
  })

  app.route({
    ...filterContract.add,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      await check(request, request.body)
      const added = await insertFilter(db, viewerOf(request).accountId, request.body, MOST_FILTERS)
      return reply.code(201).send(granted(added, request.body.name))
    },
  })

  app.route({
    ...filterContract.change,
    config: { rateLimit: WRITES },
    handler: async (request) => {
      await check(request, request.body)
      const id = Number(request.params.id)
      return granted(await updateFilter(db, viewerOf(request).accountId, id, request.body), request.body.name)
    },
  })

  app.route({
    ...filterContract.remove,
    config: { rateLimit: WRITES },
    handler: async (request, reply) => {
      if (!(await deleteFilter(db, viewerOf(request).accountId, Number(request.params.id))))
        throw refusal('unknown', '')
      return reply.code(204).send(null)
    },
  })
}

function granted(answer: SavedFilter | Refusal, name: string): SavedFilter {
  if (typeof answer === 'string') throw refusal(answer, name)
  return answer
}

function refusal(why: Refusal, name: string): CodedError {
  if (why === 'taken')
    return new CodedError('name_taken', `You have a search with the name "${name}" already.`)
  if (why === 'full')
    return new CodedError('too_many_filters', `You have ${MOST_FILTERS} searches, and more are not kept.`)
  return new CodedError('unknown_filter', 'You have no search of this id.')
}
