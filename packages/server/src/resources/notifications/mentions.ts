/** More than these are called by no text that means it. */
const MOST = 50
/** What is code is no name: fenced, indented by a fence, or between backticks. */
const CODE = /^(`{3,}|~{3,})[\s\S]*?(?:^\1|(?![\s\S]))|(`+)(?!`)[\s\S]*?[^`]\2(?!`)/gm
const MENTION = /(?<![\w.@/`-])@(?:\{([^{}\s]{1,100})\}|([a-z0-9][a-z0-9_-]{0,61}))(?![\w@])/gi

/** The accounts that a text calls, as it writes them: `@name`, `@{account id}` or `@{uuid}`. */
export function mentionsIn(text: string): string[] {
  const found = new Set<string>()
  for (const [, id, name] of text.replace(CODE, ' ').matchAll(MENTION)) {
    if (found.size >= MOST) break
    found.add(id ?? name!.toLowerCase())
  }
  return [...found]
}
