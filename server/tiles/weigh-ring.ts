/** A ring as flat world coordinates x0, y0, x1, y1, …, not closed. */
type WorldRing = Float64Array

/**
 * How far the line would move if a vertex were left out (Douglas and Peucker), for every vertex of a ring, in units of
 * the world. Anchors, and two vertices of a ring with none, stay always. What lies between two anchors is weighed in
 * one direction whichever way a ring runs, so that neighbours leave out the same vertices and no gap opens.
 */
export function weighRing(ring: WorldRing, isAnchor: (vertex: number) => boolean): Float32Array {
  const count = ring.length / 2
  const weights = new Float32Array(count)
  const anchors = anchorsOf(ring, isAnchor)
  for (const [i, start] of anchors.entries()) {
    weights[start] = Infinity
    const end = anchors[(i + 1) % anchors.length]!
    const chain: number[] = []
    for (let vertex = start; ; vertex = (vertex + 1) % count) {
      chain.push(vertex)
      if (vertex === end && chain.length > 1) break
    }
    weighChain(ring, isBefore(ring, end, start) ? chain.reverse() : chain, weights)
  }
  return weights
}

function anchorsOf(ring: WorldRing, isAnchor: (vertex: number) => boolean): number[] {
  const anchors: number[] = []
  for (let vertex = 0; vertex < ring.length / 2; vertex += 1) if (isAnchor(vertex)) anchors.push(vertex)
  if (anchors.length > 1) return anchors
  const first = anchors[0] ?? lowest(ring)
  return [first, farthest(ring, first)].sort((a, b) => a - b)
}

function lowest(ring: WorldRing): number {
  let best = 0
  for (let vertex = 1; vertex < ring.length / 2; vertex += 1) if (isBefore(ring, vertex, best)) best = vertex
  return best
}

function farthest(ring: WorldRing, from: number): number {
  let best = (from + 1) % (ring.length / 2)
  let most = 0
  for (let vertex = 0; vertex < ring.length / 2; vertex += 1) {
    const squared =
      (ring[2 * vertex]! - ring[2 * from]!) ** 2 + (ring[2 * vertex + 1]! - ring[2 * from + 1]!) ** 2
    if (squared > most) {
      most = squared
      best = vertex
    }
  }
  return best
}

function isBefore(ring: WorldRing, a: number, b: number): boolean {
  return ring[2 * a]! < ring[2 * b]! || (ring[2 * a] === ring[2 * b] && ring[2 * a + 1]! < ring[2 * b + 1]!)
}

function weighChain(ring: WorldRing, chain: readonly number[], weights: Float32Array): void {
  const spans: [first: number, last: number][] = [[0, chain.length - 1]]
  for (let span = spans.pop(); span; span = spans.pop()) {
    const [first, last] = span
    let place = -1
    let most = -1
    for (let i = first + 1; i < last; i += 1) {
      const squared = squaredDistance(ring, chain[i]!, chain[first]!, chain[last]!)
      if (squared <= most) continue
      most = squared
      place = i
    }
    if (place < 0) continue
    weights[chain[place]!] = Math.sqrt(most)
    spans.push([first, place], [place, last])
  }
}

/** From a vertex to the segment between two others. */
function squaredDistance(ring: WorldRing, vertex: number, from: number, to: number): number {
  const ax = ring[2 * from]!
  const ay = ring[2 * from + 1]!
  const dx = ring[2 * to]! - ax
  const dy = ring[2 * to + 1]! - ay
  const px = ring[2 * vertex]! - ax
  const py = ring[2 * vertex + 1]! - ay
  const along = Math.max(0, Math.min(1, (px * dx + py * dy) / (dx * dx + dy * dy || 1)))
  return (px - along * dx) ** 2 + (py - along * dy) ** 2
}
