/** Marks of an incident's standing; each has a shape and a colour, the same wherever it is shown. */
export type GlyphName = 'open' | 'dueSoon' | 'overdue' | 'emergency' | 'supervised' | 'closed' | 'otherwise'
