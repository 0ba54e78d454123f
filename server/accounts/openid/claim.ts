/**
 * What a claim calls somebody; null where it is no name, or an address of mail that the provider itself says was never
 * proved to be theirs.
 */
export function readName(claims: Readonly<Record<string, unknown>>, claim: string): string | null {
  const name = claims[claim]
  if (typeof name !== 'string' || name === '') return null
  return claim === 'email' && claims['email_verified'] === false ? null : name
}
