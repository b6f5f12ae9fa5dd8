import { html } from 'hono/html'
import type { Markup } from './document.ts'

/** The pages on which people look after their account, as the navigation shows them. */
export const ACCOUNT_PAGES = [
  { path: '/account/settings/email/', label: 'E-mail addresses' },
  { path: '/account/settings/api-tokens/', label: 'API tokens' },
  { path: '/account/settings/app-passwords/', label: 'App passwords' },
  { path: '/account/settings/ssh-keys/', label: 'SSH keys' },
  { path: '/account/settings/gpg-keys/', label: 'GPG keys' },
  { path: '/account/settings/app-authorizations/', label: 'Authorised applications' },
  { path: '/account/settings/security/', label: 'Security' },
] as const

/** Shown only where there is an identity provider. */
export const OPENID_PAGE = '/account/settings/openid/'

export type AccountPath = (typeof ACCOUNT_PAGES)[number]['path'] | typeof OPENID_PAGE

/** The way between them, on which the page that is shown is marked; `provider` is what people may sign in by. */
export function accountNavigation(at: AccountPath, provider?: string): Markup {
  const all = [...ACCOUNT_PAGES, ...(provider ? [{ path: OPENID_PAGE, label: `Sign-in with ${provider}` }] : [])]
  return html`<nav aria-label="Account"><ul>${all.map(
    ({ path, label }) => html`<li><a href="${path}"${path === at ? html` aria-current="page"` : ''}>${label}</a></li>`,
  )}</ul></nav>`
}
