import { hash } from 'node:crypto'
import type { Site } from '../kernel/links.ts'
import { openapi } from '../kernel/openapi.ts'
import type { Operation } from '../kernel/operation.ts'
import type { PublicPage } from '../kernel/page.ts'
import { findSite } from '../kernel/site.ts'
import { docsHtml, headersHtml } from './html.ts'
import { searchHtml } from './search.ts'
import { STYLE } from './style.ts'

/** Nothing on the page runs or is fetched; the one style is known by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${hash('sha256', STYLE, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`

/** The document for programs, the page for people, and the ways that lead there. */
export function docsPages(operations: readonly Operation[]): readonly PublicPage[] {
  const document: PublicPage['answer'] = (request, _, forge) => {
    const { site } = findSite(forge.config, request)
    return Response.json(openapi(operations, site.api.slice(0, -'/2.0'.length)), {
      headers: { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' },
    })
  }
  const page =
    (body: (site: Site) => string): PublicPage['answer'] =>
    (request, _, forge) => {
      const { site } = findSite(forge.config, request)
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
      }
      return new Response(body(site), { headers })
    }
  const redirect: PublicPage['answer'] = () => new Response(null, { status: 302, headers: { location: '/docs' } })
  return [
    { path: '/swagger.json', answer: document },
    { path: '/2.0/swagger.json', answer: document },
    { path: '/docs', answer: page(site => docsHtml(operations, site)) },
    { path: '/docs/search', answer: page(searchHtml) },
    { path: '/docs/headers', answer: page(headersHtml) },
    { path: '/', answer: redirect },
    { path: '/2.0', answer: redirect },
  ]
}
