export type GuidedSize = 'under' | 'within' | 'over' | 'unknown'

type Guidance = { least: number; most: number }

/** Households of a grid: in towns 300 to 500; in the country about 300, taken as a third less or more. */
const URBAN: Guidance = { least: 300, most: 500 }
const RURAL: Guidance = { least: 200, most: 400 }
const MOST_PEOPLE = 2500

/** How a grid's size stands to the guidance; a hint, never a rule. */
export function guidedSize(
  { households, population }: { households: number | null; population: number | null },
  isUrban: boolean,
): GuidedSize {
  if (households === null) return 'unknown'
  const { least, most } = isUrban ? URBAN : RURAL
  if (households > most || (population !== null && population > MOST_PEOPLE)) return 'over'
  return households < least ? 'under' : 'within'
}

/**
 * Whether a village is one of a town, by the statistical code: the last three of its twelve digits are 001–199 for
 * residents' committees, 200 and up for villages. Other codes say nothing, and count as rural.
 */
export function isUrbanVillage(code: string | null): boolean {
  return code !== null && /^\d{12}$/.test(code) && Number(code.slice(9)) < 200
}
