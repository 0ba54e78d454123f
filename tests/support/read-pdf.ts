import { inflateSync } from 'node:zlib'

export type PdfPage = { widthMm: number; heightMm: number; text: string }

/**
 * The pages of a document that the browser has printed, with the text that stands on them as characters: as far as Chromium
 * writes PDF, and no further. Spaces are as in the text; lines follow each other without a break.
 */
export function readPdf(file: Buffer): PdfPage[] {
  const objects = readObjects(file.toString('latin1'), file)
  const unicode = new Map<number, Map<number, string>>()
  const maps = (font: number): Map<number, string> => {
    const known = unicode.get(font)
    if (known) return known
    const to = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.head ?? '')
    const read = to ? readUnicode(objects.get(Number(to[1]))?.stream ?? '') : new Map<number, string>()
    unicode.set(font, read)
    return read
  }
  const pages: PdfPage[] = []
  for (const { head } of objects.values()) {
    if (!/\/Type \/Page\b(?!s)/.test(head)) continue
    const [, , , width = 0, height = 0] =
      /\/MediaBox \[(\S+) (\S+) (\S+) (\S+)\]/.exec(head)?.map(Number) ?? []
    const fonts = new Map(
      [...head.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name!, Number(id)] as const),
    )
    const content = objects.get(Number(/\/Contents (\d+) 0 R/.exec(head)?.[1]))?.stream ?? ''
    const text = textOf(content, (name) => {
      const font = fonts.get(name)
      if (font === undefined) return { unicode: new Map(), bytes: 1 }
      return { unicode: maps(font), bytes: objects.get(font)?.head.includes('/Type0') ? 2 : 1 }
    })
    // A glyph may stand for several characters, and the font names the odd one: a radical, a ligature.
    const plain = text.replaceAll(/[\u2e80-\u2fdf\ufb00-\ufb06]/g, (odd) => odd.normalize('NFKC'))
    pages.push({ widthMm: toMm(width), heightMm: toMm(height), text: plain })
  }
  return pages
}

const toMm = (points: number): number => Math.round((points / 72) * 25.4)

type PdfObject = { head: string; stream: string }

function readObjects(text: string, file: Buffer): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\s/g)) {
    const start = match.index + match[0].length
    const end = text.indexOf('endobj', start)
    const body = text.slice(start, end)
    const stream = /stream\r?\n/.exec(body)
    if (!stream) {
      objects.set(Number(match[1]), { head: body, stream: '' })
      continue
    }
    const head = body.slice(0, stream.index)
    const from = start + stream.index + stream[0].length
    const bytes = file.subarray(from, from + Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0))
    const plain = head.includes('FlateDecode') ? inflateSync(bytes) : bytes
    objects.set(Number(match[1]), { head, stream: plain.toString('latin1') })
  }
  return objects
}

/** Codes of a font and what they stand for (bfchar, bfrange). */
function readUnicode(map: string): Map<number, string> {
  const found = new Map<number, string>()
  const write = (hex: string): string => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, block] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, to] of block!.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g))
      found.set(Number.parseInt(code!, 16), write(to!))
  }
  for (const [, block] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, low, high, to] of block!.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g,
    )) {
      const first = Number.parseInt(low!, 16)
      for (let code = first; code <= Number.parseInt(high!, 16); code += 1)
        found.set(code, String.fromCharCode(Number.parseInt(to!, 16) + code - first))
    }
  }
  return found
}

/** What a page shows, by the order of its content: strings in brackets or in hexadecimal, of the font that was set last. */
function textOf(
  content: string,
  fontOf: (name: string) => { unicode: ReadonlyMap<number, string>; bytes: number },
): string {
  let font = fontOf('')
  let text = ''
  const add = (codes: Buffer): void => {
    for (let i = 0; i + font.bytes <= codes.length; i += font.bytes)
      text += font.unicode.get(codes.readUIntBE(i, font.bytes)) ?? ''
  }
  for (const [token] of content.matchAll(/\/F\d+ \S+ Tf|<[0-9A-Fa-f]*>|\((?:\\[\s\S]|[^\\()])*\)/g)) {
    if (token.startsWith('/')) font = fontOf(/F\d+/.exec(token)![0])
    else if (token.startsWith('<')) add(Buffer.from(token.slice(1, -1), 'hex'))
    else add(Buffer.from(unescaped(token.slice(1, -1)), 'latin1'))
  }
  return text
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function unescaped(text: string): string {
  return text.replaceAll(/\\([0-7]{1,3}|[\s\S])/g, (_, what: string) =>
    /^[0-7]/.test(what) ? String.fromCharCode(Number.parseInt(what, 8)) : (ESCAPES[what] ?? what),
  )
}
