import { Invalid } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'
import { MAX_RENDERED, preformatted, renderMarkdown } from '../../kernel/markdown.ts'
import { decoded } from './decoded.ts'
import { NoSuchPath, type Place } from './place.ts'

/** A text beside what it looks like on a page. */
export interface Rendered {
  raw: string
  markup: string
  html: string
}

const MARKUPS: Readonly<Record<string, string>> = {
  md: 'markdown',
  markdown: 'markdown',
  mkd: 'markdown',
  mkdn: 'markdown',
  mdown: 'markdown',
  text: 'plaintext',
  txt: 'plaintext',
  rst: 'plaintext',
  textile: 'plaintext',
}
const MAX_BYTES = 2 ** 20
/** Of all that is remembered together, in characters. */
const MAX_REMEMBERED = 2 ** 23

const remembered = new Map<string, Rendered>()
let held = 0

/** The file at a place as a page shows it. What was rendered once is found again by its content. */
export async function render(forge: Forge, { repository, hash, path }: Place, signal: AbortSignal): Promise<Rendered> {
  const entry = await forge.git.entry(repository.uuid, hash, path, { signal })
  if (!entry) throw new NoSuchPath(path)
  const markup = entry.type === 'file' ? MARKUPS[/\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] : undefined
  if (!markup) throw unrenderable(`Only these kinds of files are rendered: ${Object.keys(MARKUPS).join(', ')}.`)
  if ((entry.size ?? 0) > MAX_BYTES) throw unrenderable(`Files of more than ${MAX_BYTES} bytes are not rendered.`)
  const key = keyOf(entry.oid, markup)
  const known = remembered.get(key)
  if (known) return known
  const { content } = await forge.git.file(repository.uuid, hash, path, { signal })
  const bytes = Buffer.concat(await Array.fromAsync(content as AsyncIterable<Buffer>))
  if (bytes.includes(0) && !isWide(bytes)) throw unrenderable('A binary file is not rendered.')
  return remember(key, shown(decoded(bytes), markup))
}

const keyOf = (oid: Oid, markup: string): string => `${markup} ${oid}`

const isWide = (bytes: Buffer): boolean => /^(fffe|feff)/.test(bytes.toString('hex', 0, 2))

const shown = (raw: string, markup: string): Rendered => ({
  raw,
  markup,
  html: markup === 'markdown' && raw.length <= MAX_RENDERED ? renderMarkdown(raw) : preformatted(raw),
})

/** The oldest give way. */
function remember(key: string, rendered: Rendered): Rendered {
  const size = (one: Rendered) => one.raw.length + one.html.length
  remembered.set(key, rendered)
  held += size(rendered)
  for (const [oldest, one] of remembered) {
    if (held <= MAX_REMEMBERED || oldest === key) break
    remembered.delete(oldest)
    held -= size(one)
  }
  return rendered
}

const unrenderable = (detail: string): Invalid => new Invalid('This file cannot be rendered', { detail })
