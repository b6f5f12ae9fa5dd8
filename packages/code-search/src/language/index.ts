export type { ContentMatch, Found, FoundLine, SearchedFile, Segment } from '../match/found.ts'
export type { CodeQuery, CodeTerm, How, MatchKind } from './code-query.ts'
export { fold } from './fold.ts'
export { LONGEST_WORD, wordsInOrder, wordsOf } from './words.ts'
