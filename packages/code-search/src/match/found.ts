/** A stretch of a line or path; `match` stands only on what was looked for. */
export interface Segment {
  text: string
  match?: true
}

/** A line by its number, from 1. A blank line has no segments. */
export interface FoundLine {
  line: number
  segments: Segment[]
}

/** Matching lines that stand together, with a line before and two after. */
export interface ContentMatch {
  lines: FoundLine[]
}

/** Where a file has what was looked for, in the members a search result shows. */
export interface Found {
  count: number
  contentMatches: ContentMatch[]
  /** The whole path in segments, or nothing when the path matches in no place. */
  pathMatches: Segment[]
}

/** A file to look in. Without text (binary, large, link) only its path can match. */
export interface SearchedFile {
  readonly path: string
  /** The id of the repository it is in, where the query asks for some. */
  readonly repository?: string
  readonly text?: string
}
