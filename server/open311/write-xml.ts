/** What an answer is made of: the same document for both formats. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value }

/** What the parts of a list are called in XML, by the name of the list; JSON has no name for them (the Spark convention). */
const PARTS: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  attributes: 'attribute',
  values: 'value',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
}

/** Signs that XML 1.0 cannot hold in any way: controls, halves of a pair, and two that are no characters. */
// oxlint-disable-next-line no-control-regex
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu

/** Writes a document as XML with the root element that it is given, in UTF-8 and without a namespace. */
export function writeXml(root: string, value: Value): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`
}

function element(name: string, value: Value): string {
  if (value === null) return `<${name}/>`
  if (typeof value !== 'object') return `<${name}>${escape(String(value))}</${name}>`
  const inner = Array.isArray(value)
    ? value.map((part: Value) => element(PARTS[name]!, part))
    : Object.entries(value).map(([child, part]) => element(child, part as Value))
  return `<${name}>${inner.join('')}</${name}>`
}

function escape(text: string): string {
  return (
    text
      .replaceAll(UNWRITABLE, '\ufffd')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      // "]]>" may stand nowhere in a text.
      .replaceAll('>', '&gt;')
      // A reader makes a line's end of it, unless it is written so.
      .replaceAll('\r', '&#13;')
  )
}
