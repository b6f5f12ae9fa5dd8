import type { Tip } from '@pail/git-node'
import { mentions, type ReadableFields } from '@pail/query-language'
import type { Filter } from '../../kernel/filter.ts'
import { asTime } from '../commits/commit.ts'
import type { Named } from './ref.ts'

type Fields = ReadableFields<Named & Tip>

/** What is known of a ref without opening what it leads to. */
const nameFields: Fields = {
  name: { type: 'text', natural: true, read: ref => ref.name },
  type: { type: 'text', read: ref => ref.kind },
  'target.hash': { type: 'text', read: ref => ref.peeled ?? ref.oid },
}

const commitFields: Fields = {
  'target.date': { type: 'time', read: ({ commit }) => commit && asTime(commit.committer) },
  'target.message': { type: 'text', read: ({ commit }) => commit?.message },
  'target.author.raw': { type: 'text', read: ({ commit }) => commit?.author.raw },
  'target.committer.raw': { type: 'text', read: ({ commit }) => commit?.committer.raw },
}

const tagOnlyFields: Fields = {
  message: { type: 'text', read: ({ tag }) => tag?.message },
  date: { type: 'time', read: ({ tag }) => tag?.tagger && asTime(tag.tagger) },
  'tagger.raw': { type: 'text', read: ({ tag }) => tag?.tagger?.raw },
}

/** What lists of branches can be filtered and sorted by; those of tags, and of both, know more. */
export const branchFields: Fields = { ...nameFields, ...commitFields }
export const tagFields: Fields = { ...branchFields, ...tagOnlyFields }

/** Whether what every ref leads to must be read before the list is known. */
export const asksForTips = ({ query, sort }: Filter): boolean =>
  Object.keys({ ...commitFields, ...tagOnlyFields }).some(
    path => sort?.path === path || (query !== null && mentions(query, path)),
  )
