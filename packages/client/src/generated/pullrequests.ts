// Written by scripts/generate-client.ts from the operations: change those.
import type { Core, Filtered, Listed, Shown } from '../core.ts'
import type { CommentResolution, Commit, Commitstatus, DefaultReviewer, MergeChecks, MergeQueueEntry, MergeTask, Participant, Pullrequest, PullrequestActivity, PullrequestComment, PullrequestCommentTask, PullrequestDependency, User } from './schemas.ts'

export const pullrequests = (core: Core) => ({
  defaultReviewers: {
    /** List the default reviewers that a repository itself names. `GET /2.0/repositories/{workspace}/{repo_slug}/default-reviewers` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<User>('/2.0/repositories/{workspace}/{repo_slug}/default-reviewers', at),
    /** Show a default reviewer of a repository, if this is one. `GET /2.0/repositories/{workspace}/{repo_slug}/default-reviewers/{target_username}` */
    get: (at: { workspace: string; repo_slug: string; target_username: string } & Shown) =>
      core.send<User>('GET', '/2.0/repositories/{workspace}/{repo_slug}/default-reviewers/{target_username}', at),
    /** Ask somebody to review every new pull request of a repository. `PUT /2.0/repositories/{workspace}/{repo_slug}/default-reviewers/{target_username}` */
    add: (at: { workspace: string; repo_slug: string; target_username: string } & Shown) =>
      core.send<User>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/default-reviewers/{target_username}', at),
    /** No longer ask somebody to review every new pull request of a repository. `DELETE /2.0/repositories/{workspace}/{repo_slug}/default-reviewers/{target_username}` */
    delete: (at: { workspace: string; repo_slug: string; target_username: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/default-reviewers/{target_username}', at),
  },
  effectiveDefaultReviewers: {
    /** List who is asked to review every new pull request of a repository, also those of its project. `GET /2.0/repositories/{workspace}/{repo_slug}/effective-default-reviewers` */
    list: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<DefaultReviewer>('/2.0/repositories/{workspace}/{repo_slug}/effective-default-reviewers', at),
  },
  /** List the pull requests of a repository: those that are open, unless `state` or `q` asks for others. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests` */
  list: (at: { workspace: string; repo_slug: string; state?: string[] | undefined } & Filtered) =>
    core.list<Pullrequest>('/2.0/repositories/{workspace}/{repo_slug}/pullrequests', at),
  /** Open a pull request, or change the one that is open between the same two branches. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests` */
  create: (at: { workspace: string; repo_slug: string } & Shown, body: {
    title?: string | undefined
    description?: string | null | undefined
    summary?: {
      raw?: string | undefined
    } | null | undefined
    close_source_branch?: boolean | null | undefined
    draft?: boolean | undefined
    destination?: {
      branch?: {
        name: string
      } | null | undefined
    } | null | undefined
    reviewers?: unknown | undefined
    source?: {
      branch?: {
        name: string
      } | null | undefined
      repository?: {
        full_name?: string | undefined
        uuid?: string | undefined
      } | null | undefined
      commit?: {
        hash: string
      } | null | undefined
    } | undefined
  } = {}) =>
    core.send<Pullrequest>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests', at, body),
  activity: {
    /** List what was done about the pull requests of a repository. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/activity` */
    listAll: (at: { workspace: string; repo_slug: string } & Listed) =>
      core.list<PullrequestActivity>('/2.0/repositories/{workspace}/{repo_slug}/pullrequests/activity', at),
    /** List what was done about a pull request: comments, updates, approvals, requests for changes. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/activity` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Listed) =>
      core.list<PullrequestActivity>('/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/activity', at),
  },
  /** Show a pull request. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}` */
  get: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown) =>
    core.send<Pullrequest>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}', at),
  /** Change a pull request that is open; what is left out stays. `PUT /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}` */
  update: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown, body: {
    title?: string | undefined
    description?: string | null | undefined
    summary?: {
      raw?: string | undefined
    } | null | undefined
    close_source_branch?: boolean | null | undefined
    draft?: boolean | undefined
    destination?: {
      branch?: {
        name: string
      } | null | undefined
    } | null | undefined
    reviewers?: unknown | undefined
    source?: {
      branch?: {
        name: string
      } | null | undefined
    } | null | undefined
  } = {}) =>
    core.send<Pullrequest>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}', at, body),
  /** Close a pull request without the change, perhaps saying why. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/decline` */
  decline: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown, body: {
    message?: string | null | undefined
  } = {}) =>
    core.send<Pullrequest>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/decline', at, body),
  approval: {
    /** Approve a pull request; a wish for changes is taken back thereby. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/approve` */
    create: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown) =>
      core.send<Participant>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/approve', at),
    /** Take the approval of a pull request back. `DELETE /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/approve` */
    delete: (at: { workspace: string; repo_slug: string; pull_request_id: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/approve', at),
  },
  changeRequest: {
    /** Ask for changes before a pull request is merged; an approval is taken back thereby. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/request-changes` */
    create: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown) =>
      core.send<Participant>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/request-changes', at),
    /** Take back that changes are needed. `DELETE /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/request-changes` */
    delete: (at: { workspace: string; repo_slug: string; pull_request_id: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/request-changes', at),
  },
  commits: {
    /** List the commits that a pull request brings, newest first; none when the branch of an open one is gone. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/commits` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Listed) =>
      core.list<Commit>('/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/commits', at),
  },
  statuses: {
    /** List the statuses of the newest commit of a pull request that count for its branch. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/statuses` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Filtered) =>
      core.list<Commitstatus>('/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/statuses', at),
  },
  diff: {
    /** Lead to what a pull request changes, as a diff. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diff` */
    get: (at: { workspace: string; repo_slug: string; pull_request_id: string }) =>
      core.send<void>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diff', at),
  },
  diffstat: {
    /** Lead to the files that a pull request changes. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diffstat` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string }) =>
      core.send<void>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/diffstat', at),
  },
  patch: {
    /** Lead to the commits of a pull request as mails for git am. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/patch` */
    get: (at: { workspace: string; repo_slug: string; pull_request_id: string }) =>
      core.send<void>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/patch', at),
  },
  conflicts: {
    /** Lead to the files that stand in the way of merging a pull request. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/conflicts` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string }) =>
      core.send<void>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/conflicts', at),
  },
  /**
   * List the pull requests that somebody opened anywhere. `GET /2.0/pullrequests/{selected_user}`
   * @deprecated
   */
  listByAuthor: (at: { selected_user: string; state?: string[] | undefined } & Filtered) =>
    core.list<Pullrequest>('/2.0/pullrequests/{selected_user}', at),
  comments: {
    /** List the comments on a pull request and on the lines it changes. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Filtered) =>
      core.list<PullrequestComment>('/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments', at),
    /** Comment on a pull request, a file or lines of it, or answer a comment. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments` */
    create: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown, body: {
      content: {
        raw: string
        type?: unknown | undefined
        markup?: unknown | undefined
        html?: unknown | undefined
      }
      inline?: {
        path: string
        from?: number | null | undefined
        to?: number | null | undefined
        start_from?: number | null | undefined
        start_to?: number | null | undefined
        outdated?: unknown | undefined
        context_lines?: unknown | undefined
        src_rev?: unknown | undefined
        dest_rev?: unknown | undefined
        base_rev?: unknown | undefined
      } | null | undefined
      parent?: {
        id: number
      } | null | undefined
      pending?: boolean | undefined
      type?: unknown | undefined
      id?: unknown | undefined
      created_on?: unknown | undefined
      updated_on?: unknown | undefined
      user?: unknown | undefined
      deleted?: unknown | undefined
      links?: unknown | undefined
      pullrequest?: unknown | undefined
      resolution?: unknown | undefined
    }) =>
      core.send<PullrequestComment>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments', at, body),
    /** Show a comment on a pull request. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}` */
    get: (at: { workspace: string; repo_slug: string; pull_request_id: string; comment_id: string } & Shown) =>
      core.send<PullrequestComment>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}', at),
    /** Change what a comment on a pull request says, or publish a pending one. `PUT /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}` */
    update: (at: { workspace: string; repo_slug: string; pull_request_id: string; comment_id: string } & Shown, body: {
      content?: {
        raw: string
      } | undefined
      pending?: boolean | undefined
    } = {}) =>
      core.send<PullrequestComment>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}', at, body),
    /** Delete a comment on a pull request; one with answers stays without its text. `DELETE /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}` */
    delete: (at: { workspace: string; repo_slug: string; pull_request_id: string; comment_id: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}', at),
    /** Call the discussion that a comment began settled. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}/resolve` */
    resolve: (at: { workspace: string; repo_slug: string; pull_request_id: string; comment_id: string } & Shown) =>
      core.send<CommentResolution>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}/resolve', at),
    /** Go on with a discussion that was called settled. `DELETE /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}/resolve` */
    reopen: (at: { workspace: string; repo_slug: string; pull_request_id: string; comment_id: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}/resolve', at),
    suggestion: {
      /** Commit the lines that a comment suggests to the source branch. `POST /pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}/suggestion` */
      apply: (at: { workspace: string; repo_slug: string; pull_request_id: string; comment_id: string } & Shown, body: {
        message?: string | undefined
        index?: number | undefined
      } = {}) =>
        core.send<Commit>('POST', '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/comments/{comment_id}/suggestion', at, body),
    },
  },
  tasks: {
    /** List the tasks of a pull request. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Filtered) =>
      core.list<PullrequestCommentTask>('/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks', at),
    /** Note what is to be done about a pull request, by itself or in a comment. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks` */
    create: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown, body: {
      content: {
        raw: string
      }
      comment?: {
        id: number
      } | null | undefined
      pending?: boolean | undefined
    }) =>
      core.send<PullrequestCommentTask>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks', at, body),
    /** Show a task of a pull request. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks/{task_id}` */
    get: (at: { workspace: string; repo_slug: string; pull_request_id: string; task_id: string } & Shown) =>
      core.send<PullrequestCommentTask>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks/{task_id}', at),
    /** Say that a task is done or not, or what it is. `PUT /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks/{task_id}` */
    update: (at: { workspace: string; repo_slug: string; pull_request_id: string; task_id: string } & Shown, body: {
      content?: {
        raw: string
      } | undefined
      state?: 'RESOLVED' | 'UNRESOLVED' | undefined
    } = {}) =>
      core.send<PullrequestCommentTask>('PUT', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks/{task_id}', at, body),
    /** Delete a task of a pull request. `DELETE /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks/{task_id}` */
    delete: (at: { workspace: string; repo_slug: string; pull_request_id: string; task_id: string }) =>
      core.send<void>('DELETE', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/tasks/{task_id}', at),
  },
  /** Merge a pull request, at once or while the caller does something else. `POST /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge` */
  merge: (at: { workspace: string; repo_slug: string; pull_request_id: string; async?: boolean | undefined } & Shown, body: {
    type?: string | null | undefined
    message?: string | null | undefined
    close_source_branch?: boolean | null | undefined
    merge_strategy?: 'merge_commit' | 'squash' | 'fast_forward' | 'squash_fast_forward' | 'rebase_fast_forward' | 'rebase_merge' | null | undefined
  } = {}) =>
    core.send<Pullrequest>('POST', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge', at, body),
  mergeTasks: {
    /** Show how far a merge is; where nothing came of it, the answer is what the merge would have said. `GET /2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge/task-status/{task_id}` */
    get: (at: { workspace: string; repo_slug: string; pull_request_id: string; task_id: string } & Shown) =>
      core.send<MergeTask>('GET', '/2.0/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge/task-status/{task_id}', at),
  },
  checks: {
    /** Show whether a pull request can be merged now, and what stands in the way. `GET /pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge-checks` */
    get: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown) =>
      core.send<MergeChecks>('GET', '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge-checks', at),
  },
  queue: {
    /** List the pull requests that wait to be merged, branch by branch, in the order of their turns. `GET /pail/1/repositories/{workspace}/{repo_slug}/merge-queue` */
    list: (at: { workspace: string; repo_slug: string; branch?: string | undefined } & Listed) =>
      core.list<MergeQueueEntry>('/pail/1/repositories/{workspace}/{repo_slug}/merge-queue', at),
    /** Let a pull request be merged when its turn has come and what comes of it has been built. `POST /pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge-queue` */
    add: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown, body: {
      type?: string | null | undefined
      message?: string | null | undefined
      close_source_branch?: boolean | null | undefined
      merge_strategy?: 'merge_commit' | 'squash' | 'fast_forward' | 'squash_fast_forward' | 'rebase_fast_forward' | 'rebase_merge' | null | undefined
    } = {}) =>
      core.send<MergeQueueEntry>('POST', '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge-queue', at, body),
    /** Take a pull request out of the queue. `DELETE /pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge-queue` */
    remove: (at: { workspace: string; repo_slug: string; pull_request_id: string }) =>
      core.send<void>('DELETE', '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/merge-queue', at),
  },
  dependencies: {
    /** List the pull requests that one stands on, named or stacked below it. `GET /pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/dependencies` */
    list: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown) =>
      core.send<PullrequestDependency[]>('GET', '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/dependencies', at),
    /** Name the pull requests that one stands on, instead of those that were named before. `PUT /pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/dependencies` */
    update: (at: { workspace: string; repo_slug: string; pull_request_id: string } & Shown, body: {
      dependencies: Array<{
        id: number
      }>
    }) =>
      core.send<PullrequestDependency[]>('PUT', '/pail/1/repositories/{workspace}/{repo_slug}/pullrequests/{pull_request_id}/dependencies', at, body),
  },
})
