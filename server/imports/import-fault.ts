/** Something in a file or its options that stops an import: one sentence with what was expected and what came. */
export class ImportFault extends Error {
  override readonly name = 'ImportFault'
}
