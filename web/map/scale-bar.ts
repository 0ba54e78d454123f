import { metresPerUnit } from './density.ts'

/** A round distance that is at most `widest` pixels long on the map, and how long it is. */
export function scaleBar(zoom: number, latitude: number, widest: number): { metres: number; pixels: number } {
  const metresPerPixel = metresPerUnit(latitude) / 512 / 2 ** zoom
  const most = widest * metresPerPixel
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = [5, 2, 1].map((factor) => factor * power).find((round) => round <= most) ?? power
  return { metres, pixels: metres / metresPerPixel }
}
