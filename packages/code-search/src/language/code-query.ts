/** What a search asks for. Repositories and projects are names until the server puts ids in their place. */
export type CodeQuery =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly CodeQuery[] }
  | { readonly kind: 'not'; readonly part: CodeQuery }
  | CodeTerm
  | { readonly kind: 'path' | 'ext' | 'lang' | 'repo' | 'project'; readonly value: string }
  | { readonly kind: 'repositories'; readonly ids: readonly string[] }

/**
 * What is looked for in a file's path and text. `text` is what was written; `word` and `words` are folded.
 * A symbol is looked for only among what the text defines.
 */
export type CodeTerm =
  | { readonly kind: 'word'; readonly word: string; readonly text: string }
  | { readonly kind: 'phrase'; readonly words: readonly string[]; readonly text: string }
  | { readonly kind: 'substring'; readonly text: string }
  | { readonly kind: 'regex'; readonly source: string }
  | { readonly kind: 'symbol'; readonly name: string }

/** What the terms of a query are: words, pieces of text, one regular expression, or names that are defined. */
export type MatchKind = 'terms' | 'substring' | 'regex' | 'symbols'

/** How a query is read and compared. */
export interface How {
  readonly match?: MatchKind
  readonly caseSensitive?: boolean
}
