import type { Lines } from '../positions/carry.ts'

/** Lines that somebody would have in the place of those that the comment is about; none at all removes them. */
export type Suggestion = readonly string[]

const FENCE = /^ {0,3}(`{3,}|~{3,}(?!~))([^`]*)$/

/** The fenced blocks of a comment that say that they are suggestions, in their order. */
export function suggestionsIn(content: string): Suggestion[] {
  const found: Suggestion[] = []
  let open: { fence: string; lines: string[] } | undefined
  for (const line of content.split(/\r?\n/)) {
    if (open && isEnd(line, open.fence)) open = undefined
    else if (open) open.lines.push(line)
    else {
      const [, fence, info = ''] = FENCE.exec(line) ?? []
      if (fence === undefined) continue
      open = { fence, lines: [] }
      if (/^\s*suggestion(?!\S)/i.test(info)) found.push(open.lines)
    }
  }
  return found
}

/** Git hands out bytes of whatever encoding: they stay as they are, and the new lines end as those that they replace. */
export function replaced(file: Buffer, { first, last }: Lines, suggestion: Suggestion): Buffer | undefined {
  const lines = file.toString('latin1').split('\n')
  // What is behind the last line break is no line.
  const count = lines.at(-1) === '' ? lines.length - 1 : lines.length
  if (last > count) return undefined
  const end = lines[last - 1]!.endsWith('\r') ? '\r' : ''
  const written = suggestion.map(line => Buffer.from(line).toString('latin1') + end)
  lines.splice(first - 1, last - first + 1, ...written)
  return Buffer.from(lines.join('\n'), 'latin1')
}

/** What the commit says: who wrote the lines shares in it, unless whoever applies them did. */
export function messageOf(text: string, suggester: { name: string; email: string } | undefined): string {
  const trailer = suggester && `Co-authored-by: ${suggester.name} <${suggester.email}>`
  return `${[text.trimEnd(), ...(trailer ? [trailer] : [])].join('\n\n')}\n`
}

function isEnd(line: string, fence: string): boolean {
  const text = line.replace(/^ {0,3}/, '').trimEnd()
  return text.length >= fence.length && text === fence[0]!.repeat(text.length)
}
