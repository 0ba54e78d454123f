/** The glyphs of points, in the order of their codes in the shader of GlyphLayer. */
export const POINT_GLYPHS = ['open', 'dueSoon', 'overdue', 'emergency', 'closed', 'otherwise'] as const
export type PointGlyph = (typeof POINT_GLYPHS)[number]

export type GlyphColours = Readonly<Record<PointGlyph, readonly [red: number, green: number, blue: number]>>

/** What walls draw beside them, with the next code: a case that is supervised, ■. */
export const SUPERVISED_GLYPH_CODE = POINT_GLYPHS.length
