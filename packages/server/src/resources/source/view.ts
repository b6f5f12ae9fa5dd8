import { Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { mediaTypeOf } from '../../kernel/media.ts'
import { present } from '../../kernel/present.ts'
import { count, links, type Member, onRequest, text, union, type View, value, view } from '../../kernel/view.ts'
import type { Commit } from '../commits/commit.ts'
import { escapedPath } from '../commits/escaped-path.ts'
import { commitNameView, commitView } from '../commits/view.ts'
import { fullName } from '../repositories/repository.ts'
import { attributesOf, type Entry, isFolder, lengthOf } from './entry.ts'
import type { Rendered } from './rendered.ts'

/** The revision that was asked for; the commit itself is read only when more than its hash is to be shown. */
const commit: Member<Entry> = {
  level: 'condensed',
  schema: () => Type.Ref('commit'),
  shapes: () => [commitView as View<never>],
  show: ({ tree }, to, mask) =>
    mask.plain === 'condensed'
      ? present(commitNameView, tree, to, mask)
      : tree.commit().then(found => present(commitView, found, to, mask)),
}

const lastCommit = onRequest.embed<Entry, Commit>(
  () => commitView,
  ({ tree, at: { path } }) => tree.lastCommit?.(path),
  'full',
)

const slash = (path: string): string => (path === '' ? '' : `${path}/`)

const attributes = Type.Array(Type.String())

const fileMembers: Record<string, Member<Entry>> = {
  path: text(({ at: { path } }) => path),
  commit,
  attributes: value(attributes, ({ at: file }) => attributesOf(file)),
  escaped_path: text(({ at: { path } }) => escapedPath(path)),
  size: count(({ at: file }) => lengthOf(file)),
  mimetype: text(({ at: { path } }) => mediaTypeOf(path)),
  links: links({
    self: ({ tree, at: { path } }, { site }) => at.source(site, fullName(tree.repository), tree.hash, path),
    meta: ({ tree, at: { path } }, { site }) =>
      `${at.source(site, fullName(tree.repository), tree.hash, path)}?format=meta`,
    history: ({ tree, at: { path } }, { site }) => at.fileHistory(site, fullName(tree.repository), tree.hash, path),
  }),
  last_commit: lastCommit,
}

export const fileView: View<Entry> = view<Entry>('commit_file', fileMembers)

export const directoryView: View<Entry> = view<Entry>('commit_directory', {
  path: text(({ at: { path } }) => path),
  commit,
  escaped_path: text(({ at: { path } }) => escapedPath(path)),
  links: links({
    self: ({ tree, at: { path } }, { site }) => at.source(site, fullName(tree.repository), tree.hash, slash(path)),
    meta: ({ tree, at: { path } }, { site }) =>
      `${at.source(site, fullName(tree.repository), tree.hash, slash(path))}?format=meta`,
  }),
  last_commit: lastCommit,
})

export const entryView: View<Entry> = union<Entry>(
  'treeentry',
  () => [fileView as View<never>, directoryView as View<never>],
  entry => (isFolder(entry) ? directoryView : fileView),
)

/** Quirk: of a version the published schema wants one word here, where the service has a list; none fits both. */
const fileVersionView: View<Entry> = view<Entry>(
  'file_version',
  { ...fileMembers, attributes: value<Entry>(attributes, ({ at: file }) => someOf(attributesOf(file))) },
  'commit_file',
)

const someOf = (words: string[]): string[] | undefined => (words.length > 0 ? words : undefined)

export const versionView: View<Entry> = union<Entry>(
  'path_version',
  () => [fileVersionView as View<never>, directoryView as View<never>],
  entry => (isFolder(entry) ? directoryView : fileVersionView),
)

export const renderedView: View<Rendered> = view<Rendered>(
  'rendered_file',
  { raw: text(one => one.raw), markup: text(one => one.markup), html: text(one => one.html) },
  'rendered',
)
