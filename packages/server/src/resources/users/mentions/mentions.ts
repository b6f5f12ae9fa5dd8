import { withoutCode } from './code.ts'

/** More than these are called by no text that means it. */
const MOST = 50
const MENTION = /(?<![\w.@/`-])@(?:\{([^{}\s]{1,100})\}|([a-z0-9][a-z0-9_-]{0,61}))(?![\w@])/gi

/** The accounts that a text calls, as it writes them: `@name`, `@{account id}` or `@{uuid}`. */
export function mentionsIn(text: string): string[] {
  if (!text.includes('@')) return []
  const found = new Set<string>()
  for (const [, id, name] of withoutCode(text).matchAll(MENTION)) {
    if (found.size >= MOST) break
    found.add(id ?? name!.toLowerCase())
  }
  return [...found]
}

/** Somebody whom a text calls. */
export interface Called {
  name: string
  href: string
}

const PIECES = /<(\/?)(\w+)[^<>]*>|[^<]+/g
/** What is code is no name, and no link holds another. */
const CLOSED = new Set(['a', 'code', 'pre'])

/** A text as it was rendered, with links to the people whom it calls; `people` are by what the text calls them. */
export function linkMentions(html: string, people: ReadonlyMap<string, Called>): string {
  let depth = 0
  return html.replace(PIECES, (piece, end: string | undefined, tag: string | undefined) => {
    if (tag !== undefined && CLOSED.has(tag)) depth += end ? -1 : 1
    if (tag !== undefined || depth > 0) return piece
    return piece.replace(MENTION, (written, id: string | undefined, name: string | undefined) => {
      const called = people.get(id ?? name!.toLowerCase())
      return called ? `<a href="${escaped(called.href)}">@${escaped(called.name)}</a>` : written
    })
  })
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string): string => text.replace(/[&<>"]/g, sign => ENTITIES[sign]!)
