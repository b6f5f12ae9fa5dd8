import MarkdownIt from 'markdown-it'

/** What the cost of the worst texts, which grows faster than their length, is bounded by; in UTF-16 units. */
export const MAX_RENDERED = 65_536
/** Short texts are shown again and again; so many of them are kept as they were rendered. */
const MOST_KEPT = 5000
const MAX_KEPT = 1000

// Tags that the text itself brings are shown as text, so that the only ones in the result are the renderer's own.
const renderer = new MarkdownIt({ html: false, linkify: true })
renderer.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
renderer.validateLink = isHarmless
renderer.renderer.rules.link_open = (tokens, at, options, _, self) => {
  tokens[at]?.attrSet('rel', 'nofollow')
  return self.renderToken(tokens, at, options)
}

const kept = new Map<string, string>()

/** Markdown as HTML that can stand in any page; what is longer than `limit` is shown as it was written. */
export function renderMarkdown(text: string, limit = MAX_RENDERED): string {
  if (text.length > limit) return preformatted(text)
  if (text.length > MAX_KEPT) return render(text)
  const html = kept.get(text) ?? render(text)
  if (kept.size >= MOST_KEPT) kept.clear()
  kept.set(text, html)
  return html
}

/** Text as HTML, every character of it where it was. */
export const preformatted = (text: string): string => `<pre>${renderer.utils.escapeHtml(text)}</pre>`

const render = (text: string) => renderer.render(text).trimEnd()

/** Addresses of the web, of mail, and those without a scheme; what is in front of a colon is one, whatever it is. */
function isHarmless(address: string): boolean {
  const scheme = /^[^/?#]*?:/.exec(address.trim())?.[0]
  return scheme === undefined || /^(https?|mailto):$/i.test(scheme)
}
