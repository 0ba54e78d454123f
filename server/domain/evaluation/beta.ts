// The Beta distribution: what is known of a share after some were counted. Formulas as in Press et al., "Numerical Recipes" (3rd
// edition), 6.1 (logarithm of the gamma function, by Lanczos) and 6.4 (incomplete beta function, by Lentz's continued fraction).

export type Beta = { a: number; b: number }

export function betaMean({ a, b }: Beta): number {
  return a / (a + b)
}

export function betaVariance({ a, b }: Beta): number {
  return (a * b) / ((a + b) ** 2 * (a + b + 1))
}

/** The share below which the true one lies with this probability, to nine places. `a` and `b` above 0. */
export function betaQuantile(beta: Beta, probability: number): number {
  const { a, b } = beta
  const front = logGamma(a + b) - logGamma(a) - logGamma(b)
  let [low, high] = [0, 1]
  let x = betaMean(beta)
  for (let i = 0; i < 100; i += 1) {
    const fault = below(x, a, b, front) - probability
    if (fault > 0) high = x
    else low = x
    const density = Math.exp(front + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x))
    const newton = x - fault / density
    // Newton's step where it stays between what is known to be too low and too high; else half the way.
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - x) < 1e-10) return next
    x = next
  }
  return x
}

/** The regularised incomplete beta function: how likely the share is below x. */
export function betaBelow(x: number, { a, b }: Beta): number {
  return below(x, a, b, logGamma(a + b) - logGamma(a) - logGamma(b))
}

function below(x: number, a: number, b: number, front: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const factor = Math.exp(front + a * Math.log(x) + b * Math.log1p(-x))
  if (x < (a + 1) / (a + b + 2)) return (factor * continuedFraction(x, a, b)) / a
  return 1 - (factor * continuedFraction(1 - x, b, a)) / b
}

const TINY = Number.MIN_VALUE * 2 ** 200
const notZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value)

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / notZero(1 + even * d)
    c = notZero(1 + even / c)
    result *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / notZero(1 + odd * d)
    c = notZero(1 + odd / c)
    result *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return result
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/** The natural logarithm of the gamma function, for x above 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  const z = x - 1
  const sum = LANCZOS.reduce((total, term, i) => (i === 0 ? term : total + term / (z + i)), 0)
  const t = z + 7.5
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum)
}
