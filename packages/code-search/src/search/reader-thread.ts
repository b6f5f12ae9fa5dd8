import { type CodeQuery, type Found, type How, type Matcher, matcherOf } from '../language/index.ts'
import { serve, stopWhenUnwanted } from '../threads/serve.ts'

/** Files to look through for a query. */
export interface ReadWork {
  query: CodeQuery
  how: How
  files: readonly { repository: string; path: string; text?: string }[]
}

const NOTHING: Found = { count: 0, contentMatches: [], pathMatches: [] }

serve({
  holds: (work: ReadWork): boolean[] => through(work, (matcher, file) => matcher.holds(file)),
  // A text that has gone since the index was asked leaves the file without places.
  find: (work: ReadWork): Found[] => through(work, (matcher, file) => matcher.findIn(file) ?? NOTHING),
})

function through<T>(
  { query, how, files }: ReadWork,
  read: (matcher: Matcher, file: ReadWork['files'][number]) => T,
): T[] {
  const matcher = matcherOf(query, how)
  return files.map(file => {
    stopWhenUnwanted()
    return read(matcher, file)
  })
}
