import { setImmediate } from 'node:timers/promises'
import MarkdownIt from 'markdown-it'
import { renderPlain } from './plain-text.ts'

/** What bounds the cost of the worst texts, which grows faster than their length; in UTF-16 units. */
export const MAX_RENDERED = 65_536
/** A cell that a row leaves out is written all the same, so that little text can be a large table. */
const MAX_CELLS = 10_000
/** The rendering of a text up to this length takes no time to speak of. */
const SHORT = 1000
/** Texts are shown again and again: what was rendered last is kept, up to so many UTF-16 units. */
const MAX_KEPT = 8 * 2 ** 20

const withTables = renderer()
const withoutTables = renderer().disable('table')
const kept = new Map<string, string>()
let keptLength = 0

/** Markdown as HTML that can stand in any page; what is longer than `limit` is shown as it was written. */
export function renderMarkdown(text: string, limit = MAX_RENDERED): string {
  if (text.length > limit) return preformatted(text)
  const plain = renderPlain(text)
  if (plain !== undefined) return plain
  const known = kept.get(text)
  if (known !== undefined) return known
  const html = (cellsIn(text) > MAX_CELLS ? withoutTables : withTables).render(text).trimEnd()
  keep(text, html)
  return html
}

let last: Promise<unknown> = Promise.resolve()

/** The same for pages that show many: between two longer texts everybody else has a turn. */
export function renderInTurn(text: string, limit = MAX_RENDERED): string | Promise<string> {
  if (text.length <= SHORT || text.length > limit || kept.has(text)) return renderMarkdown(text, limit)
  const html = last.then(() => setImmediate()).then(() => renderMarkdown(text, limit))
  last = html.catch(() => {})
  return html
}

/** Text as HTML, every character of it where it was. */
export const preformatted = (text: string): string => `<pre>${withTables.utils.escapeHtml(text)}</pre>`

/** Tags that the text itself brings are shown as text, so that the only ones in the result are the renderer's own. */
function renderer() {
  const made = new MarkdownIt({ html: false, linkify: true })
  made.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false })
  made.validateLink = isHarmless
  made.renderer.rules.link_open = (tokens, at, options, _, self) => {
    tokens[at]?.attrSet('rel', 'nofollow')
    return self.renderToken(tokens, at, options)
  }
  return made
}

/** Addresses of the web, of mail, and those without a scheme; what is in front of a colon is one, whatever it is. */
function isHarmless(address: string): boolean {
  const scheme = /^[^/?#]*?:/.exec(address.trim())?.[0]
  return scheme === undefined || /^(https?|mailto):$/i.test(scheme)
}

/** At most so many: those of the widest table if everything were its rows. */
function cellsIn(text: string): number {
  let [lines, columns] = [0, 0]
  for (const line of text.split('\n')) {
    lines++
    if (/^[\s>|:+*\d.-]+$/.test(line)) columns = Math.max(columns, line.split('|').length)
  }
  return columns > 1 ? lines * columns : 0
}

function keep(text: string, html: string): void {
  kept.set(text, html)
  keptLength += text.length + html.length
  for (const [oldest, rendered] of kept) {
    if (keptLength <= MAX_KEPT) return
    kept.delete(oldest)
    keptLength -= oldest.length + rendered.length
  }
}
