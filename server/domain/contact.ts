/**
 * How to reach who told of an incident, as it may be given: at least one of both. The patterns are those of JSON schemas and
 * of HTML's forms. A number is digits, with + in front and single spaces or dashes between if wanted.
 */
export const CONTACT_LIMITS = {
  name: { most: 50, pattern: '^[^\\p{Cc}\\p{Cs}]*[^\\s\\p{Cc}\\p{Cs}][^\\p{Cc}\\p{Cs}]*$' },
  phone: { most: 32, pattern: '^ *\\+?[0-9](?:[ \\-]?[0-9]){4,19} *$' },
} as const
