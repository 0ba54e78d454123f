/** How the hours of a day share a category's incidents; see moments.ts. */
export type HourPattern = 'office' | 'daylight' | 'evening' | 'night' | 'meals' | 'always'

/** The weather of a day that brings more of a category. */
export type Weather = 'storm' | 'snow' | 'wind'

/** How incidents of a category come about in the demonstration county: invented, chosen to be believable. */
export type CategoryProfile = {
  code: string
  /** Incidents per 1,000 of all. */
  weight: number
  /** Factors of January to December. */
  months: readonly number[]
  /** Extra height round a day of the year (0 to 365): straw burning after the harvests, fireworks, … */
  peaks?: readonly { dayOfYear: number; widthDays: number; height: number }[]
  /** Extra height in the weeks before the Spring Festival: wages are claimed, families are home. */
  beforeSpringFestival?: number
  weather?: Partial<Record<Weather, number>>
  hours: HourPattern
  /** Factor of Saturdays and Sundays. */
  weekend: number
  /** How many times likelier per household in town than in a village; for fields: per square kilometre. */
  town: number
  terrain: 'street' | 'field'
  urgentShare: number
  emergencyShare: number
  rejectedShare: number
  /** Share settled by the operator within the hour. */
  onTheSpot: number
  /** Added to the chance to be closed in time. */
  ease: number
}

const EVEN = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
const SUMMER = [0.5, 0.5, 0.7, 0.9, 1.2, 1.6, 1.9, 1.8, 1.2, 0.8, 0.6, 0.5]
const WINTER = [1.9, 1.6, 1, 0.6, 0.4, 0.4, 0.4, 0.4, 0.5, 0.9, 1.6, 2]
const BUILDING = [0.4, 0.4, 1.2, 1.4, 1.3, 1.1, 0.9, 0.9, 1.2, 1.3, 1, 0.6]

const ORDINARY = {
  months: EVEN,
  hours: 'daylight',
  weekend: 0.72,
  town: 1,
  terrain: 'street',
  urgentShare: 0.05,
  emergencyShare: 0.002,
  rejectedShare: 0.015,
  onTheSpot: 0.2,
  ease: 0,
} as const

export const CATEGORY_PROFILES: readonly CategoryProfile[] = [
  {
    ...ORDINARY,
    code: '0101',
    weight: 55,
    months: [1.5, 1.4, 1.1, 1, 0.8, 0.9, 0.8, 0.8, 0.8, 1, 1.3, 1.5],
    urgentShare: 0.2,
    onTheSpot: 0.35,
    town: 1.5,
  },
  { ...ORDINARY, code: '0102', weight: 45, months: WINTER, urgentShare: 0.25, town: 1.4, onTheSpot: 0.25 },
  {
    ...ORDINARY,
    code: '0103',
    weight: 40,
    weather: { snow: 5, storm: 1.6 },
    urgentShare: 0.22,
    hours: 'meals',
  },
  { ...ORDINARY, code: '0104', weight: 18, months: SUMMER, town: 0.6, urgentShare: 0.18, ease: -0.06 },
  {
    ...ORDINARY,
    code: '0201',
    weight: 52,
    beforeSpringFestival: 1.3,
    hours: 'evening',
    weekend: 1.1,
    ease: 0.02,
  },
  { ...ORDINARY, code: '0202', weight: 22, months: BUILDING, town: 0.4, ease: -0.13, onTheSpot: 0.03 },
  {
    ...ORDINARY,
    code: '0203',
    weight: 14,
    beforeSpringFestival: 5,
    hours: 'office',
    town: 1.8,
    ease: -0.08,
    onTheSpot: 0.02,
  },
  {
    ...ORDINARY,
    code: '0301',
    weight: 130,
    months: [0.9, 1, 0.9, 0.9, 1, 1.2, 1.3, 1.3, 1.1, 1, 0.9, 0.8],
    town: 1.6,
    onTheSpot: 0.45,
    ease: 0.03,
  },
  {
    ...ORDINARY,
    code: '0302',
    weight: 60,
    months: [0.6, 0.6, 0.8, 0.8, 0.9, 1.8, 0.8, 0.7, 1.3, 2, 1.1, 0.7],
    town: 0.35,
    onTheSpot: 0.3,
  },
  { ...ORDINARY, code: '0303', weight: 48, months: SUMMER, weather: { storm: 3 }, town: 1.2 },
  {
    ...ORDINARY,
    code: '0401',
    weight: 46,
    months: [1.3, 1.1, 1, 0.9, 0.8, 0.7, 0.7, 0.8, 0.9, 1.1, 1.3, 1.4],
    hours: 'night',
    town: 1.5,
    onTheSpot: 0.05,
    ease: 0.04,
  },
  {
    ...ORDINARY,
    code: '0402',
    weight: 52,
    months: BUILDING,
    weather: { storm: 2.2, snow: 1.5 },
    onTheSpot: 0.02,
    ease: -0.05,
  },
  {
    ...ORDINARY,
    code: '0403',
    weight: 40,
    months: [1.3, 1, 0.8, 0.8, 1, 1.2, 1.5, 1.4, 0.9, 0.8, 0.8, 1.1],
    weather: { storm: 4, snow: 2 },
    urgentShare: 0.15,
  },
  { ...ORDINARY, code: '0404', weight: 24, town: 3, urgentShare: 0.3, onTheSpot: 0.08, ease: 0.05 },
  {
    ...ORDINARY,
    code: '0501',
    weight: 13,
    hours: 'night',
    weekend: 1.05,
    town: 1.8,
    urgentShare: 0.3,
    onTheSpot: 0.05,
  },
  {
    ...ORDINARY,
    code: '0502',
    weight: 36,
    months: SUMMER,
    hours: 'evening',
    weekend: 1.3,
    town: 2.6,
    onTheSpot: 0.4,
  },
  {
    ...ORDINARY,
    code: '0601',
    weight: 26,
    months: BUILDING,
    hours: 'office',
    ease: -0.14,
    onTheSpot: 0,
    rejectedShare: 0.06,
  },
  {
    ...ORDINARY,
    code: '0602',
    weight: 30,
    months: BUILDING,
    weather: { wind: 3.5 },
    town: 2,
    onTheSpot: 0.25,
  },
  { ...ORDINARY, code: '0701', weight: 44, weather: { wind: 1.5 }, town: 3, onTheSpot: 0.55, ease: 0.05 },
  {
    ...ORDINARY,
    code: '0801',
    weight: 24,
    months: [0.8, 1, 0.8, 0.7, 0.5, 1.4, 0.4, 0.3, 0.9, 1.8, 1, 0.6],
    peaks: [
      { dayOfYear: 165, widthDays: 6, height: 9 },
      { dayOfYear: 281, widthDays: 9, height: 7 },
      { dayOfYear: 94, widthDays: 2, height: 3 },
    ],
    hours: 'evening',
    weekend: 1.15,
    terrain: 'field',
    town: 0.1,
    urgentShare: 0.45,
    emergencyShare: 0.02,
    onTheSpot: 0.5,
    ease: 0.05,
  },
  {
    ...ORDINARY,
    code: '0802',
    weight: 16,
    months: SUMMER,
    weather: { storm: 2 },
    terrain: 'field',
    town: 0.5,
    urgentShare: 0.15,
    ease: -0.07,
    onTheSpot: 0.02,
  },
  {
    ...ORDINARY,
    code: '0901',
    weight: 4,
    months: [1.6, 2, 1.4, 1.1, 0.8, 1.2, 0.6, 0.6, 0.7, 1.1, 1.1, 1.4],
    hours: 'always',
    weekend: 1.1,
    urgentShare: 0.1,
    emergencyShare: 0.88,
    rejectedShare: 0.01,
    onTheSpot: 0,
    ease: 0.03,
  },
  {
    ...ORDINARY,
    code: '0902',
    weight: 6,
    months: SUMMER,
    weather: { storm: 30, snow: 12, wind: 4 },
    hours: 'always',
    weekend: 1,
    urgentShare: 0.35,
    emergencyShare: 0.6,
    onTheSpot: 0.02,
  },
  {
    ...ORDINARY,
    code: '0903',
    weight: 2.5,
    months: WINTER,
    hours: 'meals',
    weekend: 1.1,
    town: 1.6,
    urgentShare: 0.08,
    emergencyShare: 0.9,
    onTheSpot: 0,
    ease: 0.04,
  },
  {
    ...ORDINARY,
    code: '1001',
    weight: 72,
    hours: 'office',
    weekend: 0.35,
    town: 0.9,
    urgentShare: 0.01,
    onTheSpot: 0.6,
    ease: 0.06,
  },
  {
    ...ORDINARY,
    code: '1002',
    weight: 38,
    months: [1, 0.8, 1.1, 1, 1, 1, 1, 1, 1.1, 1.1, 1.3, 1.1],
    hours: 'office',
    weekend: 0.3,
    urgentShare: 0.005,
    onTheSpot: 0.65,
    ease: 0.07,
  },
  {
    ...ORDINARY,
    code: '1101',
    weight: 26,
    hours: 'office',
    weekend: 0.6,
    urgentShare: 0.01,
    onTheSpot: 0.1,
    rejectedShare: 0.05,
  },
  { ...ORDINARY, code: '99', weight: 9, weekend: 0.8, rejectedShare: 0.08, onTheSpot: 0.1 },
]
