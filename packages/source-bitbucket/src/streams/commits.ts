import { readCommits } from '../read/commits.ts'
import { author, briefCommit, briefRepository, participant, rendered } from './parts.ts'
import { links, list, moment, object, ofRepository, schema, text } from './schema.ts'
import type { Stream } from './stream.ts'

export const commits: Stream = {
  name: 'commits',
  of: 'repository',
  primaryKey: [['repository_uuid'], ['hash']],
  cursor: 'date',
  scopes: ['repository', 'read:repository:bitbucket'],
  schema: schema({
    ...ofRepository,
    type: text,
    hash: { type: 'string' },
    date: moment,
    author,
    committer: author,
    message: text,
    summary: rendered,
    rendered: object({ message: rendered }),
    parents: list(briefCommit),
    repository: briefRepository,
    participants: list(participant),
    links: links('self', 'html', 'diff', 'approve', 'comments', 'statuses', 'patch'),
  }),
  read: readCommits,
}
