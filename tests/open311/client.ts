import { sql } from 'kysely'
import { expect } from 'vitest'
import type { App } from '../../server/app-types.ts'
import type { Db } from '../../server/db/connect.ts'
import { runOpen311Command } from '../../server/open311/command.ts'
import { readXml, spark } from './read-xml.ts'

/** A report inside grid A1a of the small county, with all that nobody may be told. */
export const REPORT = {
  service_code: '0402',
  lat: '37.00513',
  long: '114.00557',
  address_string: 'In front of No. 7',
  description: '我家门口路面塌陷\nnext to the Wang family',
  first_name: 'Na',
  last_name: 'Li',
  email: 'na@example.org',
  phone: '0319-7720000',
}
/** What its reporter told, and the exact place: in no answer to anybody. */
export const SECRETS = /Li|example\.org|7720000|Wang|塌陷|No\. 7|37\.00513|114\.00557/

/** An app that speaks Open311, with a key of its own; it has no session. */
export async function openClient(app: App, db: Db) {
  const command = async (...words: string[]): Promise<string[]> => {
    const lines: string[] = []
    await runOpen311Command(db, words, { say: () => {}, print: (line) => lines.push(line) })
    return lines
  }
  const [key = ''] = await command('add', 'A test’s app')
  const ask = async (path: string, headers: Record<string, string>) => {
    const response = await app.inject({ url: `/open311${path}`, headers: { cookie: '', ...headers } })
    return { status: response.statusCode, headers: response.headers, text: response.body }
  }
  /** The document of a path without its ending, which must be the same in both formats. */
  const read = async (path: string, root: string, headers: Record<string, string> = {}) => {
    const [name, query = ''] = path.split('?')
    const [json, xml] = [
      await ask(`${name}.json?${query}`, headers),
      await ask(`${name}.xml?${query}`, headers),
    ]
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(xml.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(xml.status).toBe(json.status)
    const element = readXml(xml.text)
    const document = JSON.parse(json.text)
    expect(element.name).toBe(json.status < 400 ? root : 'errors')
    expect(spark(element, document)).toEqual(document)
    return { status: json.status, document, headers: json.headers }
  }
  const post = async (
    fields: Record<string, string>,
    ending = '.json',
    headers: Record<string, string> = {},
  ) => {
    const response = await app.inject({
      method: 'POST',
      url: `/open311/v2/requests${ending}`,
      headers: {
        cookie: '',
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        ...headers,
      },
      payload: new URLSearchParams(fields).toString(),
    })
    return { status: response.statusCode, text: response.body, headers: response.headers }
  }
  return {
    key,
    command,
    read,
    post,
    /** Files a report with the key, and gives what is answered well. */
    async file(fields: Record<string, string>) {
      const { status, text } = await post({ api_key: key, ...fields })
      expect(status, text).toBe(200)
      return JSON.parse(text)[0] as {
        service_request_id?: string
        service_notice: string
        account_id: null
      }
    },
    /** The newest incident whose words hold these. */
    async incidentOf(words: string): Promise<number> {
      const { rows } = await sql<{ id: number }>`
        select max(id) as id from incident where description like ${`%${words}%`}`.execute(db)
      return Number(rows[0]!.id)
    },
    request: (id: string) => read(`/v2/requests/${id}`, 'service_requests'),
    listed: async (query = '') => (await read(`/v2/requests?${query}`, 'service_requests')).document,
  }
}

/** The tracking code in a notice. */
export function codeIn(notice: string): string {
  return /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(notice)![0]
}
