import type { MergeConflict } from '@pail/git-node'
import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { choice, count, embed, links, text, untyped, type View, value, view } from '../../../kernel/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { escapedPath } from '../escaped-path.ts'
import { attributesOf, type Change, type FileThere, STATUSES, statusOf } from './change.ts'

const changedFileView: View<FileThere> = view<FileThere>(
  'changed_file',
  {
    path: text(({ file }) => file.path),
    attributes: value(Type.Array(Type.String()), attributesOf),
    escaped_path: text(({ file }) => escapedPath(file.path)),
    links: links({
      self: ({ repository, hash, file }, { site }) => at.source(site, fullName(repository), hash, file.path),
    }),
  },
  'commit_file',
)

export const changeView: View<Change> = view<Change>('diffstat', {
  status: choice(STATUSES, statusOf),
  lines_added: count(({ change }) => change.linesAdded),
  lines_removed: count(({ change }) => change.linesRemoved),
  old: embed(
    () => changedFileView,
    change => change.old,
  ),
  new: embed(
    () => changedFileView,
    change => change.new,
  ),
})

export const conflictView: View<MergeConflict> = untyped<MergeConflict>('file_conflict', {
  path: text(conflict => conflict.path),
  scenario: text(conflict => conflict.kind),
  message: text(conflict => conflict.message),
})
