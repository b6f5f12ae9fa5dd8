// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { Commit, CommitComment, Commitstatus, Diffstat, FileConflict, Participant, Pullrequest } from './schemas.ts'

export const commits = (core: Core) => ({
  /** List the commits of a repository, or those that some of its branches have and others lack. `GET /2.0/repositories/{workspace}/{repo_slug}/commits` */
  list: (at: { workspace: string; repo_slug: string; include?: string[] | undefined; exclude?: string[] | undefined; path?: string | undefined } & Listed) =>
    core.list<Commit>('/2.0/repositories/{workspace}/{repo_slug}/commits', at),
  /** List commits as GET does, with the names in a form. `POST /2.0/repositories/{workspace}/{repo_slug}/commits` */
  select: (at: { workspace: string; repo_slug: string; include?: string[] | undefined; exclude?: string[] | undefined; path?: string | undefined } & Listed, body: {
    include?: string[] | string | undefined
    exclude?: string[] | string | undefined
    path?: string | undefined
  } = {}) =>
    core.list<Commit>('/2.0/repositories/{workspace}/{repo_slug}/commits', at, body),
  /** List the commits that a branch, a tag or a commit has behind it. `GET /2.0/repositories/{workspace}/{repo_slug}/commits/{revision}` */
  listFrom: (at: { workspace: string; repo_slug: string; revision: string; include?: string[] | undefined; exclude?: string[] | undefined; path?: string | undefined } & Listed) =>
    core.list<Commit>('/2.0/repositories/{workspace}/{repo_slug}/commits/{revision}', at),
  /** List the commits behind a revision as GET does, with further names in a form. `POST /2.0/repositories/{workspace}/{repo_slug}/commits/{revision}` */
  selectFrom: (at: { workspace: string; repo_slug: string; revision: string; include?: string[] | undefined; exclude?: string[] | undefined; path?: string | undefined } & Listed, body: {
    include?: string[] | string | undefined
    exclude?: string[] | string | undefined
    path?: string | undefined
  } = {}) =>
    core.list<Commit>('/2.0/repositories/{workspace}/{repo_slug}/commits/{revision}', at, body),
  /** Show a commit by its hash, the beginning of it, or a branch or tag. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}` */
  get: (at: { workspace: string; repo_slug: string; commit: string } & Shown) =>
    core.send<Commit>('GET', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}', at),
  approval: {
    /** Approve a commit. `POST /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/approve` */
    create: (at: { workspace: string; repo_slug: string; commit: string } & Shown) =>
      core.send<Participant>('POST', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/approve', at),
    /** Take the approval of a commit back. `DELETE /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/approve` */
    delete: (at: { workspace: string; repo_slug: string; commit: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/approve', at),
  },
  comments: {
    /** List the comments on a commit and on the lines it changes. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments` */
    list: (at: { workspace: string; repo_slug: string; commit: string } & Filtered) =>
      core.list<CommitComment>('/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments', at),
    /** Comment on a commit or on a line of it, or answer a comment. `POST /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments` */
    create: (at: { workspace: string; repo_slug: string; commit: string } & Shown, body: {
      content: {
        raw: string
      }
      inline?: {
        path: string
        from?: number | null | undefined
        to?: number | null | undefined
        start_from?: number | null | undefined
        start_to?: number | null | undefined
      } | null | undefined
      parent?: {
        id: number
      } | null | undefined
    }) =>
      core.send<CommitComment>('POST', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments', at, body),
    /** Show a comment on a commit. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments/{comment_id}` */
    get: (at: { workspace: string; repo_slug: string; commit: string; comment_id: string } & Shown) =>
      core.send<CommitComment>('GET', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments/{comment_id}', at),
    /** Change what a comment on a commit says. `PUT /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments/{comment_id}` */
    update: (at: { workspace: string; repo_slug: string; commit: string; comment_id: string } & Shown, body: {
      content: {
        raw: string
      }
    }) =>
      core.send<CommitComment>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments/{comment_id}', at, body),
    /** Delete a comment on a commit; one with answers stays without its text. `DELETE /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments/{comment_id}` */
    delete: (at: { workspace: string; repo_slug: string; commit: string; comment_id: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/comments/{comment_id}', at),
  },
  diff: {
    /** Show what a commit changed, or how two revisions differ, as a diff; the new revision comes first. `GET /2.0/repositories/{workspace}/{repo_slug}/diff/{spec}` */
    get: (at: { workspace: string; repo_slug: string; spec: string; ignore_whitespace?: boolean | undefined; merge?: boolean | undefined; path?: string[] | undefined; renames?: boolean | undefined; topic?: boolean | undefined; binary?: boolean | undefined; context?: number | undefined }) =>
      core.send<string>('GET', '/2.0/repositories/{workspace}/{repo_slug}/diff/{spec}', at),
  },
  diffstat: {
    /** List the files that a commit changed, or that differ between two revisions. `GET /2.0/repositories/{workspace}/{repo_slug}/diffstat/{spec}` */
    list: (at: { workspace: string; repo_slug: string; spec: string; ignore_whitespace?: boolean | undefined; merge?: boolean | undefined; path?: string[] | undefined; renames?: boolean | undefined; topic?: boolean | undefined } & Listed) =>
      core.list<Diffstat>('/2.0/repositories/{workspace}/{repo_slug}/diffstat/{spec}', at),
  },
  patch: {
    /** Show a commit, or the commits that the first revision has and the second lacks, as mails for git am. `GET /2.0/repositories/{workspace}/{repo_slug}/patch/{spec}` */
    get: (at: { workspace: string; repo_slug: string; spec: string }) =>
      core.send<string>('GET', '/2.0/repositories/{workspace}/{repo_slug}/patch/{spec}', at),
  },
  mergeBase: {
    /** Show the best common ancestor of two revisions. `GET /2.0/repositories/{workspace}/{repo_slug}/merge-base/{revspec}` */
    get: (at: { workspace: string; repo_slug: string; revspec: string } & Shown) =>
      core.send<Commit>('GET', '/2.0/repositories/{workspace}/{repo_slug}/merge-base/{revspec}', at),
  },
  fileConflicts: {
    /** List the files that stand in the way of merging the first revision into the second. `GET /2.0/repositories/{workspace}/{repo_slug}/file-conflicts/{spec}` */
    list: (at: { workspace: string; repo_slug: string; spec: string } & Listed) =>
      core.list<FileConflict>('/2.0/repositories/{workspace}/{repo_slug}/file-conflicts/{spec}', at),
  },
  statuses: {
    /** List the statuses of a commit; with `refname`, those that count for this branch. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses` */
    list: (at: { workspace: string; repo_slug: string; commit: string; refname?: string | undefined } & Filtered) =>
      core.list<Commitstatus>('/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses', at),
    /** Say how a build of a commit went; again with the same key replaces what was said before. `POST /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build` */
    create: (at: { workspace: string; repo_slug: string; commit: string } & Shown, body: {
      key: string
      state: 'FAILED' | 'INPROGRESS' | 'STOPPED' | 'SUCCESSFUL'
      url: string
      name?: string | null | undefined
      description?: string | null | undefined
      refname?: string | null | undefined
    }) =>
      core.send<Commitstatus>('POST', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build', at, body),
    /** Show the status of a commit that has this key. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build/{key}` */
    get: (at: { workspace: string; repo_slug: string; commit: string; key: string } & Shown) =>
      core.send<Commitstatus>('GET', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build/{key}', at),
    /** Change what a status says; what is left out stays. `PUT /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build/{key}` */
    update: (at: { workspace: string; repo_slug: string; commit: string; key: string } & Shown, body: {
      key?: string | undefined
      state?: 'FAILED' | 'INPROGRESS' | 'STOPPED' | 'SUCCESSFUL' | undefined
      url?: string | undefined
      name?: string | null | undefined
      description?: string | null | undefined
      refname?: string | null | undefined
    } = {}) =>
      core.send<Commitstatus>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/statuses/build/{key}', at, body),
  },
  pullrequests: {
    /** List the pull requests that bring or brought a commit; 202 while some are not looked through. `GET /2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/pullrequests` */
    list: (at: { workspace: string; repo_slug: string; commit: string } & Listed) =>
      core.list<Pullrequest>('/2.0/repositories/{workspace}/{repo_slug}/commit/{commit}/pullrequests', at),
  },
})
