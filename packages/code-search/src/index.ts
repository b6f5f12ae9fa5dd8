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
export {
  type CodeQuery,
  type ContentMatch,
  type Found,
  type FoundLine,
  findIn,
  type How,
  holds,
  languageOf,
  MalformedQuery,
  type MatchKind,
  type ParsedQuery,
  parseCodeQuery,
  type Segment,
} from './language/index.ts'
export { openPostgresIndex } from './postgres/open.ts'
export { openSearch, type SearchLimits } from './search/search.ts'
export { openSqlite } from './sqlite/index.ts'
export { openZoektIndex, type ZoektOptions } from './zoekt/index.ts'
export { findZoekt } from './zoekt/programs.ts'
