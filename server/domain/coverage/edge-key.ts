/** Vertices are numbered below this, so that two of them make one exact number. */
export const MOST_VERTICES = 67_108_864

/** A directed edge as one number. */
export function edgeKey(from: number, to: number): number {
  return from * MOST_VERTICES + to
}

/** An edge as one number, whichever way it runs. */
export function bothWaysKey(a: number, b: number): number {
  return a < b ? edgeKey(a, b) : edgeKey(b, a)
}
