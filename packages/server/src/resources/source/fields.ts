import type { ReadableFields } from '@pail/query-language'
import { mediaTypeOf } from '../../kernel/media.ts'
import { asTime } from '../commits/commit.ts'
import { escapedPath } from '../commits/escaped-path.ts'
import { attributesOf, type Entry, lengthOf, typeOf } from './entry.ts'
import type { Version } from './history.ts'

/** What the entries of a folder can be filtered and sorted by. */
export const entryFields: ReadableFields<Entry> = {
  path: { type: 'text', read: ({ at }) => at.path },
  type: { type: 'text', read: typeOf },
  size: { type: 'number', read: ({ at }) => lengthOf(at) },
  attributes: { type: 'text', read: ({ at }) => attributesOf(at) },
  mimetype: { type: 'text', read: ({ at }) => mediaTypeOf(at.path) },
  escaped_path: { type: 'text', read: ({ at }) => escapedPath(at.path) },
  'commit.hash': { type: 'text', read: ({ tree }) => tree.hash },
}

/** The same for the versions of a file. */
export const versionFields: ReadableFields<Version> = {
  ...entryFields,
  'commit.date': { type: 'time', read: ({ made }) => asTime(made.committer) },
  'commit.message': { type: 'text', read: ({ made }) => made.message },
  'commit.author.raw': { type: 'text', read: ({ made }) => made.author.raw },
}
