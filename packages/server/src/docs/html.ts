import { html, raw } from 'hono/html'
import type { Site } from '../kernel/links.ts'
import { tagOf } from '../kernel/openapi.ts'
import type { Operation } from '../kernel/operation.ts'
import { schemaOf } from '../kernel/view.ts'
import { NOT_SENT, SENT } from './headers.ts'
import { STYLE } from './style.ts'

type Schema = {
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  anyOf?: Schema[]
  $ref?: string
  enum?: string[]
}

/** Every operation of the registry on one page that needs no script. */
export function docsHtml(operations: readonly Operation[], site: Site): string {
  const groups = Map.groupBy(operations, tagOf)
  return page(
    'Pail: API',
    html`<p>This server speaks the REST API 2.0 of Bitbucket Cloud at <code>${site.api}</code>. What lies under <code>/pail/1</code> is its own. For programs: <a href="/2.0/swagger.json">/2.0/swagger.json</a>.</p>
<p>Send an API token or app password as <code>Authorization: Basic</code> (with your e-mail address or username) or as <code>Authorization: Bearer</code>. Applications get tokens by OAuth 2 at <code>/site/oauth2/authorize</code> and <code>/site/oauth2/access_token</code>. Lists take <code>page</code> and <code>pagelen</code>; many take <code>q</code> and <code>sort</code>; every document takes <code>fields</code>. <a href="/docs/search">How code is searched</a> · <a href="/docs/headers">What the headers of answers say</a></p>
<nav aria-label="Groups"><ul>${[...groups.keys()].map(name => html`<li><a href="#${name}">${name}</a></li>`)}</ul></nav>
${[...groups].map(([name, members]) => html`<section id="${name}"><h2>${name}</h2>${members.map(one => described(one, site))}</section>`)}`,
  )
}

/** Which headers answers carry, and which of the real service they do not. */
export const headersHtml = (): string =>
  page(
    'Pail: headers of answers',
    html`<p><a href="/docs">The operations</a></p>
${lines('Sent', 'By which answers', SENT)}
${lines('Sent by the real service, and not here', 'Why', NOT_SENT)}`,
  )

/** A page for people, with its title above. */
export const page = (title: string, body: ReturnType<typeof html>): string =>
  String(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${raw(STYLE)}</style></head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`)

const lines = (title: string, about: string, all: typeof SENT) => html`<h2>${title}</h2>
<table><thead><tr><th scope="col">Header</th><th scope="col">${about}</th></tr></thead>
<tbody>${all.map(([name, said]) => html`<tr><th scope="row"><code>${name}</code></th><td>${said}</td></tr>`)}</tbody></table>`

function described(operation: Operation, site: Site) {
  const { id, method, path, summary, needs, deprecated, query, body, shows, filter, status } = operation
  const scopes = [...needs.classic, ...needs.granular]
  return html`<details id="${id}"><summary><b class="method">${method}</b> <code>${path}</code> <span>${summary}${deprecated ? ' (deprecated)' : ''}</span></summary>
${scopes.length > 0 ? html`<p>Scopes: ${scopes.map((scope, at) => html`${at > 0 ? ', ' : ''}<code>${scope}</code>`)}</p>` : ''}
${table('Query', query as Schema | undefined)}
${filter ? html`<p>Filter and sort by: ${Object.keys(filter).map((name, at) => html`${at > 0 ? ', ' : ''}<code>${name}</code>`)}</p>` : ''}
${table('Body', body as Schema | undefined)}
${shows ? table(`Answer ${status[0]}: ${shows.paged ? 'a page of ' : shows.bare ? 'an array of ' : ''}${shows.name}`, schemaOf(shows) as Schema) : html`<p>Answer ${status[0]}, without a document.</p>`}
<pre>curl -u "$EMAIL:$TOKEN"${method === 'GET' ? '' : ` -X ${method}`} '${path.startsWith('/2.0') ? site.api + path.slice('/2.0'.length) : site.web + path}'</pre>
</details>`
}

function table(title: string, schema: Schema | undefined) {
  const rows = Object.entries(schema?.properties ?? {})
  if (rows.length === 0) return ''
  return html`<table><caption>${title}</caption>${rows.map(([name, inner]) => html`<tr><th scope="row"><code>${name}</code></th><td>${typeOf(inner)}</td></tr>`)}</table>`
}

function typeOf(schema: Schema): string {
  if (schema.$ref) return schema.$ref
  if (schema.anyOf)
    return schema.anyOf
      .map(typeOf)
      .filter(type => type !== 'null')
      .join(' or ')
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`
  if (schema.enum) return schema.enum.join(', ')
  return schema.properties ? `{ ${Object.keys(schema.properties).join(', ')} }` : (schema.type ?? 'anything')
}
