/** How an answer is written. XML is what the specification requires of every server. */
export type Format = 'xml' | 'json'

/** As the specification writes them. */
export const CONTENT_TYPES: Readonly<Record<Format, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** A last part of a path without its ending: "0301.json" is the name 0301 in JSON. The ending is null where there is none. */
export function splitEnding(part: string): { name: string; ending: Format | null } {
  const match = /^(.*)\.(xml|json)$/s.exec(part)
  return match ? { name: match[1]!, ending: match[2] as Format } : { name: part, ending: null }
}

/** A path as it is asked for: with each ending, and without. */
export function withEndings(path: string): string[] {
  return [path, `${path}.xml`, `${path}.json`]
}

/**
 * The format of an answer: by the ending of the path; without one by what the client says that it takes, and else XML. So that
 * somebody who types an address in sees something, and a program gets what it asked for.
 */
export function formatOf(url: string, accept: string | undefined): Format {
  const path = url.split('?', 1)[0]!.replace(/\/+$/, '')
  return splitEnding(path).ending ?? (accept && /\bjson\b/i.test(accept) ? 'json' : 'xml')
}
