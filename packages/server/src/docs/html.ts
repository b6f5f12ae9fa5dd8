import { html, raw } from 'hono/html'
import type { Site } from '../kernel/links.ts'
import { tagOf } from '../kernel/openapi.ts'
import type { Operation } from '../kernel/operation.ts'
import { schemaOf } from '../kernel/view.ts'

export const STYLE = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --soft: color-mix(in srgb, currentColor 65%, transparent) }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1.5rem }
h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line) }
nav ul { columns: 3; list-style: none; padding: 0 } nav a { color: inherit }
details { border-bottom: 1px solid var(--line); padding: .35rem 0 }
summary { cursor: pointer; overflow-wrap: anywhere }
summary code { font-size: .95em } summary span { color: var(--soft); display: block; margin-left: 4.6rem }
.method { display: inline-block; font-weight: 600; min-width: 4rem }
table { border-collapse: collapse; margin: .5rem 0 } th, td { border: 1px solid var(--line); padding: .2rem .6rem; text-align: left; vertical-align: top }
pre { border: 1px solid var(--line); overflow-x: auto; padding: .6rem }
@media (max-width: 40rem) { nav ul { columns: 1 } summary span { margin-left: 0 } }
`

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
  return String(html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Pail: API</title><style>${raw(STYLE)}</style></head>
<body>
<main>
<h1>Pail: API</h1>
<p>This server speaks the REST API 2.0 of Bitbucket Cloud at <code>${site.api}</code>. What lies under <code>/pail/1</code> is its own. For programs: <a href="/2.0/swagger.json">/2.0/swagger.json</a>.</p>
<p>Send an API token or app password as <code>Authorization: Basic</code> (with your e-mail address or username) or as <code>Authorization: Bearer</code>. Applications get tokens by OAuth 2 at <code>/site/oauth2/authorize</code> and <code>/site/oauth2/access_token</code>. Lists take <code>page</code> and <code>pagelen</code>; many take <code>q</code> and <code>sort</code>; every document takes <code>fields</code>.</p>
<nav aria-label="Groups"><ul>${[...groups.keys()].map(name => html`<li><a href="#${name}">${name}</a></li>`)}</ul></nav>
${[...groups].map(([name, members]) => html`<section id="${name}"><h2>${name}</h2>${members.map(one => described(one, site))}</section>`)}
</main>
</body>
</html>`)
}

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
