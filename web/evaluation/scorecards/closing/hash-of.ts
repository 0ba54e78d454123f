/**
 * SHA-256 in hexadecimal, as sha256sum writes it; null where the browser does not reckon it, which it does on this machine and
 * over HTTPS alone.
 */
export async function hashOf(bytes: ArrayBuffer): Promise<string | null> {
  // The types say that it is always there.
  const subtle = crypto.subtle as SubtleCrypto | undefined
  if (subtle === undefined) return null
  const hash = await subtle.digest('SHA-256', bytes)
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
