import type { ContentMatch, FoundLine, Segment } from '@pail/code-search'
import { Type } from 'typebox'
import { links as at } from '../../../kernel/links.ts'
import { present } from '../../../kernel/present.ts'
import {
  count,
  embed,
  embedAll,
  flag,
  links,
  listed,
  type Member,
  onRequest,
  text,
  untyped,
  type View,
  view,
} from '../../../kernel/view.ts'
import type { CommitName } from '../../commits/commit.ts'
import { escapedPath } from '../../commits/escaped-path.ts'
import { commitNameView, commitView } from '../../commits/view.ts'
import { fullName } from '../../repositories/repository.ts'
import { repositoryView } from '../../repositories/view.ts'
import type { ResultPage } from './find.ts'
import type { FoundFile, Result } from './results.ts'

const segmentView = untyped<Segment>('search_segment', { text: text(s => s.text), match: flag(s => s.match) })

const lineView = untyped<FoundLine>('search_line', {
  line: count(l => l.line),
  segments: embedAll(
    () => segmentView,
    l => l.segments,
  ),
})

const contentMatchView = untyped<ContentMatch>('search_content_match', {
  lines: embedAll(
    () => lineView,
    m => m.lines,
  ),
})

/** What is known of a commit without reading it. */
const indexedCommitView = view<CommitName>(
  'search_commit',
  {
    ...commitNameView.members,
    repository: listed.embed(
      () => repositoryView,
      c => c.repository,
    ),
  },
  'commit',
)

/** Whoever asks for more than that makes it be read, once for all files that were found at it. */
const commit: Member<FoundFile> = {
  level: 'on request',
  schema: () => Type.Ref('commit'),
  shapes: () => [commitView as View<never>],
  show({ at: found }, to, mask) {
    const isMore = commitView.entries.some(
      ([name, { level }]) => !(name in indexedCommitView.members) && mask.wants(name, level),
    )
    if (!isMore) return present(indexedCommitView, found, to, mask)
    return found.object().then(object => present(commitView, { repository: found.repository, object }, to, mask))
  },
}

const fileView = untyped<FoundFile>('search_file', {
  path: text(f => f.path),
  type: text(() => 'commit_file'),
  links: links({
    self: ({ at: found, path }, { site }) => at.source(site, fullName(found.repository), found.hash, path),
  }),
  commit,
  escaped_path: onRequest.text(f => escapedPath(f.path)),
})

const resultView = view<Result>(
  'search_code_search_result',
  {
    content_match_count: count(r => r.found.count),
    content_matches: embedAll(
      () => contentMatchView,
      r => r.found.contentMatches,
    ),
    path_matches: embedAll(
      () => segmentView,
      r => r.found.pathMatches,
    ),
    file: embed(
      () => fileView,
      r => r.file,
    ),
  },
  'code_search_result',
)

/** Quirk: this page has a member that no other has, and its values come last. */
export const resultPageView: View<ResultPage> = untyped<ResultPage>('search_result_page', {
  size: count(p => p.size),
  page: count(p => p.page),
  pagelen: count(p => p.pagelen),
  query_substituted: flag(p => p.isSubstituted),
  next: text(p => p.next),
  previous: text(p => p.previous),
  values: embedAll(
    () => resultView,
    p => p.values,
  ),
})
