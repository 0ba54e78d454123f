import type { AreaIndex } from '../areas/area-index.ts'
import type { Db } from '../db/connect.ts'
import type { Language } from '../domain/incident-words.ts'
import { isDispute } from '../domain/public/dispute.ts'
import { takeReport } from '../public/take-report.ts'
import type { Keyring } from '../secret/keyring.ts'
import { Open311Error } from './open311-error.ts'
import { one, type Parameters } from './parameters.ts'
import { offered } from './offered.ts'
import { giveRequestId } from './queries.ts'
import { readReport } from './read-report.ts'
import { nameIn } from './services.ts'
import { OPEN311_WORDS } from './words.ts'

type Around = { db: Db; areas: AreaIndex; offsetMs: (ms: number) => number; keyring: Keyring | null }

type Given = {
  parameters: Parameters
  language: Language
  /** The app whose key it came with. */
  client: string
  now: number
  /** The address of this server, for the page on which people follow their reports. */
  base: string
  /** What HTTP calls Idempotency-Key: not of the specification, but sent again under it a report is the same. */
  key: string | string[] | undefined
}

/** Files what an app was told, by the rules of every report of the public. Returns what the app is answered. */
export async function fileReport(around: Around, given: Given): Promise<{ [field: string]: string | null }> {
  const { parameters, language, client, now, base, key } = given
  const words = OPEN311_WORDS[language]
  const code = one(parameters, 'service_code')
  if (code === null) throw new Open311Error(400, 'service_code is missing.')
  const category = await offered(around.db, code)
  const { mediaUrl, description, ...told } = readReport(parameters)
  const media = mediaUrl === null ? [] : [`${words.media} ${mediaUrl}`]
  let requestId: string | null = null
  const { code: tracking } = await takeReport(
    around,
    { ...told, category: code, words: [description ?? nameIn(category, language), ...media].join('\n\n') },
    {
      now,
      key: typeof key === 'string' && key !== '' ? `open311 ${client} ${key}` : null,
      also: async (trx, incidentId) => {
        requestId = await giveRequestId(trx, incidentId, client)
      },
    },
  )
  const notices = [
    words.taken(category.closeDays),
    isDispute(code) ? words.dispute : words.shown,
    ...(mediaUrl === null ? [] : [words.mediaNotFetched]),
    words.follow(tracking, `${base}/report`),
  ]
  // The specification calls a service without an id a "blackbox".
  return {
    ...(isDispute(code) ? {} : { service_request_id: requestId }),
    service_notice: notices.join(language === 'zh' ? '' : ' '),
    account_id: null,
  }
}
