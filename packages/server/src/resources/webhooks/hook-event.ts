import { invalid } from '@pail/failures'

/** Something that a webhook can be told of. */
export interface HookEvent {
  event: string
  category: string
  label: string
  description: string
}

export type SubjectKind = 'repository' | 'workspace' | 'user'

type Row = readonly [event: string, label: string, description: string]

const REPOSITORY: readonly Row[] = [
  ['repo:push', 'Push', 'Branches or tags were pushed, made, moved or removed'],
  ['repo:fork', 'Fork', 'A fork of the repository was made'],
  ['repo:updated', 'Updated', 'The name, description, website or language of the repository was changed'],
  ['repo:transfer', 'Transferred', 'The repository came from another workspace'],
  ['repo:created', 'Created', 'A repository was made'],
  ['repo:deleted', 'Deleted', 'The repository was deleted'],
  ['repo:imported', 'Imported', 'A repository was brought from elsewhere'],
  ['repo:commit_comment_created', 'Commit comment', 'Somebody commented on a commit'],
  ['repo:commit_status_created', 'Build status', 'A tool said for the first time how it judges a commit'],
  ['repo:commit_status_updated', 'Build status updated', 'A tool judges a commit anew'],
]

const PULL_REQUEST: readonly Row[] = [
  ['pullrequest:created', 'Created', 'A pull request was opened'],
  ['pullrequest:updated', 'Updated', 'The title, description, reviewers, destination or commits were changed'],
  ['pullrequest:push', 'Commits pushed', 'The source branch has new commits'],
  ['pullrequest:approved', 'Approved', 'Somebody approved of a pull request'],
  ['pullrequest:unapproved', 'Approval removed', 'Somebody took an approval back'],
  ['pullrequest:changes_request_created', 'Changes requested', 'Somebody asked for changes'],
  ['pullrequest:changes_request_removed', 'Change request removed', 'Somebody no longer asks for changes'],
  ['pullrequest:fulfilled', 'Merged', 'A pull request was merged'],
  ['pullrequest:rejected', 'Declined', 'A pull request was declined'],
  ['pullrequest:comment_created', 'Comment', 'Somebody commented on a pull request'],
  ['pullrequest:comment_updated', 'Comment updated', 'A comment on a pull request was changed'],
  ['pullrequest:comment_deleted', 'Comment deleted', 'A comment on a pull request was taken away'],
  ['pullrequest:comment_resolved', 'Comment resolved', 'A thread of comments was settled'],
  ['pullrequest:comment_reopened', 'Comment reopened', 'A settled thread of comments was opened again'],
]

const ISSUE: readonly Row[] = [
  ['issue:created', 'Created', 'An issue was opened'],
  ['issue:updated', 'Updated', 'An issue was changed'],
  ['issue:comment_created', 'Comment', 'Somebody commented on an issue'],
]

const PIPELINE: readonly Row[] = [
  ['pipeline:span_created', 'Span', 'A part of a pipeline came to its end: the run, a step, a command or a container'],
]

const PROJECT: readonly Row[] = [
  ['project:updated', 'Updated', 'The key, name or description of a project was changed'],
]

const under = (category: string, rows: readonly Row[]): HookEvent[] =>
  rows.map(([event, label, description]) => ({ event, category, label, description }))

const ofRepositories: readonly HookEvent[] = [
  ...under('Repository', REPOSITORY),
  ...under('Pull Request', PULL_REQUEST),
  ...under('Issue', ISSUE),
  ...under('Pipeline', PIPELINE),
]

/** Every event there is. */
export const hookEvents: readonly HookEvent[] = [...ofRepositories, ...under('Project', PROJECT)]

/** Those that happen to a subject, or to what it holds. */
export const eventsOf = (kind: SubjectKind): readonly HookEvent[] =>
  kind === 'repository' ? ofRepositories : hookEvents

/** The events that a hook asks for: one at least, each once, all known. */
export function asEvents(kind: SubjectKind, events: readonly string[]): readonly string[] {
  const known = new Set(eventsOf(kind).map(({ event }) => event))
  const unknown = events.filter(event => !known.has(event)).map(event => `unknown event ${event}`)
  if (unknown.length > 0) throw refusal(unknown)
  if (events.length === 0) throw refusal(['at least one event is needed'])
  if (new Set(events).size < events.length) throw refusal(['an event stands twice'])
  return events
}

const refusal = (events: string[]) => invalid('events', ...events)
