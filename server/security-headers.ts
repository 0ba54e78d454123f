import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { Basemap } from './config.ts'

/**
 * Nothing is loaded from elsewhere, unless the setting WANGGE_BASEMAP names a place. `upgrade-insecure-requests` stays
 * out: it blanks the page on a network without HTTPS.
 */
export function contentSecurity(basemap: Basemap | null): FastifyHelmetOptions {
  const elsewhere =
    basemap && basemap.kind !== 'pmtiles' ? [new URL(basemap.url.replaceAll(/[{}]/g, '')).origin] : []
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        // MapLibre and deck.gl place their elements by style attributes.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:', ...elsewhere],
        'connect-src': ["'self'", ...elsewhere],
        'worker-src': ["'self'", 'blob:'],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
      },
    },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  }
}
