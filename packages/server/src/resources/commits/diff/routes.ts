import { operation } from '../../../kernel/operation.ts'
import { repository } from '../../repositories/target.ts'
import { commitView } from '../view.ts'
import { changes } from './changes.ts'
import { commonAncestor } from './common-ancestor.ts'
import { conflicts } from './conflicts.ts'
import { comparedQuery, diffQuery } from './query.ts'
import { parsePair, parseSpec } from './spec.ts'
import { diff, patch } from './texts.ts'
import { changeView, conflictView } from './view.ts'

const at = '/2.0/repositories/{workspace}/{repo_slug}'
const scope = ['repository', 'read:repository:bitbucket']
const on = repository('read')

/** Lists of files are asked for whole. */
const paging = { pagelen: 500, max: 5000 }

export const routes = [
  operation({
    id: 'commits.diff.get',
    route: `GET ${at}/diff/{spec+}`,
    summary: 'Show what a commit changed, or how two revisions differ, as a diff; the new revision comes first',
    scope,
    on,
    query: diffQuery,
    sends: 'text/plain',
    handle: ({ params, query, ...asking }) => diff(asking, parseSpec(params.spec), query),
  }),
  operation({
    id: 'commits.diffstat.list',
    route: `GET ${at}/diffstat/{spec+}`,
    summary: 'List the files that a commit changed, or that differ between two revisions',
    scope,
    on,
    query: comparedQuery,
    shows: changeView.list,
    paging,
    handle: ({ params, query, page, ...asking }) => changes(asking, parseSpec(params.spec), { query, page }),
  }),
  operation({
    id: 'commits.patch.get',
    route: `GET ${at}/patch/{spec+}`,
    summary: 'Show a commit, or the commits that the first revision has and the second lacks, as mails for git am',
    scope,
    on,
    sends: 'text/plain',
    handle: ({ params, ...asking }) => patch(asking, parseSpec(params.spec)),
  }),
  operation({
    id: 'commits.mergeBase.get',
    route: `GET ${at}/merge-base/{revspec+}`,
    summary: 'Show the best common ancestor of two revisions',
    scope,
    on,
    shows: commitView,
    handle: ({ params, ...asking }) => commonAncestor(asking, parsePair(params.revspec)),
  }),
  operation({
    id: 'commits.fileConflicts.list',
    route: `GET ${at}/file-conflicts/{spec+}`,
    summary: 'List the files that stand in the way of merging the first revision into the second',
    scope,
    on,
    shows: conflictView.list,
    paging,
    handle: ({ params, page, ...asking }) => conflicts(asking, parsePair(params.spec), page),
  }),
]
