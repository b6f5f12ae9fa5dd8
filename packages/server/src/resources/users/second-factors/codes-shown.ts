import { html, type Markup } from '../../../kernel/web/document.ts'

export const AT = '/account/settings/security/'

/** Recovery codes, which nobody is shown a second time. */
export const codesShown = (codes: readonly string[]): Markup =>
  html`<h2>Your recovery codes</h2>
<p>Keep these where you find them without your app and your keys, such as on paper. Each lets you in once; they are shown only now.</p>
<ul class="codes">${codes.map(code => html`<li><code>${code}</code></li>`)}</ul>
<p><a href="${AT}">I have kept them</a></p>`
