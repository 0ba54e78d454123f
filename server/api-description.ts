import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { readFileSync } from 'node:fs'
import type { App } from './app-types.ts'

const LOGO = new URL('../web/public/icon.svg', import.meta.url)

/** Gathers the document of all routes that are registered after it, and shows it to people under /docs. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Wangge',
        description:
          'Areas, incidents and coverage of a county grid service. Errors: { error: { code, message, details } }.',
        version: '0.1.0',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    logo: { type: 'image/svg+xml', content: readFileSync(LOGO), href: '/', target: '_self' },
    theme: { title: 'Wangge API' },
  })
}
