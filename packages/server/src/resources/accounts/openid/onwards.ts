import { html, webPage } from '../../../kernel/web/document.ts'

/**
 * Leads a browser on to the provider. Not by a redirect: where a form may lead is said by the page that it stands on,
 * and that would have to ask the provider first.
 */
export const onwards = (name: string, url: URL, cookie: string): Response =>
  webPage({
    title: `On to ${name}`,
    body: html`<p><a href="${url.href}">Go on to ${name}</a>, where you sign in.</p>`,
    headers: { refresh: `0; url=${url.href}` },
    cookies: [cookie],
  })
