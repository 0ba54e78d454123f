import { Parser } from 'saxen'

/** An element with its elements, or with its text where it has none. */
export type Element = { name: string; children: Element[]; text: string }

/** Reads a document by a parser that is not ours; throws where it is not well-formed, or is in anything but UTF-8. */
export function readXml(text: string): Element {
  if (!/^<\?xml version="1\.0" encoding="utf-8"\?>\n/i.test(text)) throw new Error('It has no declaration.')
  const top: Element = { name: '', children: [], text: '' }
  const open = [top]
  const fail = (error: Error) => {
    throw error
  }
  const parser = new Parser()
  parser.on('openTag', (name, attributes) => {
    if (Object.keys(attributes()).length > 0) throw new Error(`<${name}> has attributes.`)
    const element = { name, children: [], text: '' }
    open.at(-1)!.children.push(element)
    open.push(element)
  })
  parser.on('closeTag', () => void open.pop())
  parser.on('text', (raw, decode) => void (open.at(-1)!.text += decode(raw)))
  parser.on('error', fail)
  parser.on('warn', fail)
  parser.parse(text)
  const [root, ...others] = top.children
  if (root === undefined || others.length > 0 || open.length > 1) throw new Error('It has not one root.')
  return root
}

/** What the Spark convention makes of an element, where `like` has the form that is wanted: XML itself knows only text. */
export function spark(element: Element, like: unknown): unknown {
  if (Array.isArray(like)) {
    return element.children.map((child, i) => spark(child, like[i] ?? like[0]))
  }
  if (typeof like === 'object' && like !== null) {
    return Object.fromEntries(
      element.children.map((child) => [child.name, spark(child, like[child.name as keyof typeof like])]),
    )
  }
  if (element.children.length > 0) return element
  if (like === null || like === undefined) return element.text === '' ? null : element.text
  if (typeof like === 'number') return Number(element.text)
  if (typeof like === 'boolean') return element.text === 'true'
  return element.text
}
