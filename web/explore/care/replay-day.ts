const DAY_MS = 86_400_000
const SLOTS_AN_HOUR = 4
const SLOT_MINUTES = 15

/** The date (YYYY-MM-DD) of an instant in a time zone. */
export function dateIn(at: number, timeZone: string): string {
  // Sweden writes dates as machines do.
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at)
}

/** The quarter of an hour (0 to 95) of an instant in a time zone. */
export function slotIn(at: number, timeZone: string): number {
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
  })
    .format(at)
    .split(':')
    .map(Number)
  return hour * SLOTS_AN_HOUR + Math.floor(minute / SLOT_MINUTES)
}

/** A date (YYYY-MM-DD) some days later, or earlier. */
export function moveDay(date: string, by: number): string {
  return new Date(Date.parse(date) + by * DAY_MS).toISOString().slice(0, 10)
}

/** The quarter of an hour of a slot (0 to 95): 33 is 08:15–08:30. */
export function slotTime(slot: number): string {
  return `${clock(slot)}–${clock(slot + 1)}`
}

function clock(slot: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(slot / SLOTS_AN_HOUR))}:${two((slot % SLOTS_AN_HOUR) * SLOT_MINUTES)}`
}
