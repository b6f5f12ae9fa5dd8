export {
  type Engine,
  type FileChange,
  type Hit,
  type KnownBranch,
  LARGEST_TEXT,
  OutOfStep,
  type SearchAnswer,
  type SearchAsk,
  type TextAsk,
  type Texts,
  type TreeChange,
} from './engine.ts'
export type {
  CodeQuery,
  ContentMatch,
  Found,
  FoundLine,
  How,
  MatchKind,
  Segment,
} from './language/index.ts'
export { parseCodeQuery } from './language/parse-code-query.ts'
