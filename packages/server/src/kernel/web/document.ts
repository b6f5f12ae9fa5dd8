import { hash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { type AccountPath, accountNavigation } from './account.ts'
import { STYLE } from './style.ts'

/** Text that is put into a page as it stands, having been escaped where it was made. */
export type Markup = ReturnType<typeof html>

export { html } from 'hono/html'

export interface WebPage {
  title: string
  body: Markup
  status?: number
  headers?: Record<string, string>
  /** Cookies to set, as they go into their headers. */
  cookies?: readonly string[]
  /** Who is signed in, and the token for the form that signs out. */
  who?: { name: string; formToken: string; provider: string | undefined }
  /** Which of the pages of an account it is. */
  at?: AccountPath
  /** Where else a form may lead in the end; a browser asks this also of the redirect that answers it. */
  formTargets?: readonly string[]
  /** Whole addresses of the scripts that it may run, each of them ours; most pages run none. */
  scripts?: readonly string[]
}

const STYLE_HASH = `'sha256-${hash('sha256', STYLE, 'base64')}'`

/** Nothing on a page is fetched or runs but what it names, nobody frames it, and its address is told to nobody else. */
const policy = (formTargets: readonly string[], scripts: readonly string[]): string =>
  [
    "default-src 'none'",
    // By its whole address: what else is served from here, such as a file of a repository, is no script of ours.
    ...(scripts.length > 0 ? [`script-src ${scripts.map(bare).join(' ')}`] : []),
    `style-src ${STYLE_HASH}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...formTargets].join(' ')}`,
  ].join('; ')

const bare = (address: string): string => address.replace(/\?.*/, '')

const ALWAYS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // With `no-referrer` browsers would not say either where a form comes from.
  'referrer-policy': 'same-origin',
}

/** A page for people, without any script where it names none. */
export function webPage({
  title,
  body,
  status = 200,
  headers,
  cookies = [],
  who,
  at,
  formTargets = [],
  scripts = [],
}: WebPage): Response {
  const text = html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Pail</title><style>${raw(STYLE)}</style>${scripts.map(running)}</head>
<body>
<header><b>Pail</b>${who ? signOut(who) : ''}</header>
${at ? accountNavigation(at, who?.provider) : ''}
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
  const all = new Headers({ ...ALWAYS, 'content-security-policy': policy(formTargets, scripts), ...headers })
  for (const cookie of cookies) all.append('set-cookie', cookie)
  return new Response(String(text), { status, headers: all })
}

const running = (script: string): Markup => {
  const { pathname, search } = new URL(script)
  return html`<script type="module" src="${pathname + search}"></script>`
}

const signOut = ({ name, formToken }: NonNullable<WebPage['who']>): Markup =>
  html`<form method="post" action="/account/signout/"><span>${name}</span> ${hidden('form_token', formToken)}<button class="link">Sign out</button></form>`

export const hidden = (name: string, value: string): Markup =>
  html`<input type="hidden" name="${name}" value="${value}">`

/** A refusal that only this page can tell. */
export const refusalPage = (title: string, message: string, status: number): Response =>
  webPage({ title, status, body: html`<p class="bad" role="alert">${message}</p>` })

/** Onwards, by a GET. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'same-origin' })
  for (const cookie of cookies) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}
