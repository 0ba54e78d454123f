/** What read-xml.ts uses of the parser, which has no types of its own. */
declare module 'saxen' {
  type Decode = (text: string) => string
  type Handlers = {
    openTag: (name: string, attributes: () => Record<string, string>, decode: Decode) => void
    closeTag: (name: string) => void
    text: (text: string, decode: Decode) => void
    error: (error: Error) => void
    warn: (error: Error) => void
  }
  export class Parser {
    on<Name extends keyof Handlers>(name: Name, handler: Handlers[Name]): this
    parse(text: string): void
  }
}
