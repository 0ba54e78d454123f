/** Degrees to a tenth of a metre. */
export function roundDegrees(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

/** Parts of households to a hundredth: enough to tell, and short to send. */
export function roundAmount(amount: number): number {
  return Math.round(amount * 100) / 100
}
