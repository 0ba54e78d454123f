import type { Accessor, DefaultProps } from '@deck.gl/core'
import { ScatterplotLayer, type ScatterplotLayerProps } from '@deck.gl/layers'

type GlyphLayerProps<Row> = ScatterplotLayerProps<Row> & { getGlyph?: Accessor<Row, number> }

/**
 * Points whose shape tells how an incident stands. Each is a square of fragments; the shader keeps those inside the
 * shape with the code `getGlyph` (web/map/glyph-codes.ts): ○ open, ◐ due soon, ◆ overdue, ▲ in a ring, ● closed, – other,
 * ■ supervised.
 * Distances are in units of the radius. `getLineColor` is the halo that sets glyphs off from what lies below.
 */
export class GlyphLayer<Row = unknown> extends ScatterplotLayer<Row, { getGlyph?: Accessor<Row, number> }> {
  static override layerName = 'GlyphLayer'
  static override defaultProps: DefaultProps<GlyphLayerProps<unknown>> = {
    getGlyph: { type: 'accessor', value: 0 },
  } as DefaultProps<GlyphLayerProps<unknown>>

  override initializeState(): void {
    super.initializeState()
    this.getAttributeManager()!.addInstanced({ instanceGlyphs: { size: 1, accessor: 'getGlyph' } })
  }

  override getShaders(): ReturnType<ScatterplotLayer['getShaders']> {
    const shaders = super.getShaders() as { inject?: Record<string, string> }
    return {
      ...shaders,
      inject: {
        ...shaders.inject,
        'vs:#decl': 'in float instanceGlyphs; out float glyphCode; out vec4 glyphFill; out vec4 glyphHalo;',
        'vs:#main-end': 'glyphCode = instanceGlyphs; glyphFill = vFillColor; glyphHalo = vLineColor;',
        'fs:#decl': /* glsl */ `
          in float glyphCode;
          in vec4 glyphFill;
          in vec4 glyphHalo;

          // Signed distances to the outlines; negative inside.
          float ringDistance(vec2 at, float radius, float width) { return abs(length(at) - radius) - width; }
          float diamondDistance(vec2 at, float size) { return (abs(at.x) + abs(at.y) - size) * 0.7071; }
          float triangleDistance(vec2 at, float size) {
            vec2 p = vec2(abs(at.x), at.y);
            return max(dot(p, vec2(0.866, 0.5)), -p.y) - size * 0.5;
          }
          float glyphDistance(vec2 at) {
            if (glyphCode < 0.5) return ringDistance(at, 0.55, 0.16);
            if (glyphCode < 1.5) return min(ringDistance(at, 0.55, 0.16), max(length(at) - 0.55, -at.x));
            if (glyphCode < 2.5) return diamondDistance(at, 0.85);
            if (glyphCode < 3.5) return min(triangleDistance(at + vec2(0.0, 0.06), 0.62), ringDistance(at, 0.84, 0.08));
            if (glyphCode < 4.5) return length(at) - 0.34;
            if (glyphCode < 5.5) return max(abs(at.x) - 0.4, abs(at.y) - 0.12);
            return max(abs(at.x), abs(at.y)) - 0.62;
          }
        `,
        'fs:DECKGL_FILTER_COLOR': /* glsl */ `
          float edge = glyphDistance(geometry.uv);
          float pixel = max(fwidth(edge), 0.001);
          float inside = 1.0 - smoothstep(-pixel, pixel, edge);
          float halo = 1.0 - smoothstep(0.1 - pixel, 0.1 + pixel, edge);
          if (halo <= 0.0) discard;
          color = vec4(mix(glyphHalo.rgb, glyphFill.rgb, inside), glyphFill.a * halo);
        `,
      },
    }
  }
}
