import { updated } from '../read/updated.ts'
import { account, briefRepository, rendered } from './parts.ts'
import { links, moment, object, ofRepository, schema, text, whole } from './schema.ts'
import type { Stream } from './stream.ts'

const read = updated({
  path: ({ root }) => `${root}/issues`,
  parameters: () => ({ pagelen: 100 }),
  keyOf: ({ id }) => String(id),
})
const named = object({ type: text, name: text })

export const issues: Stream = {
  name: 'issues',
  of: 'repository',
  primaryKey: [['repository_uuid'], ['id']],
  cursor: 'updated_on',
  scopes: ['issue', 'read:issue:bitbucket'],
  isOptional: true,
  schema: schema({
    ...ofRepository,
    type: text,
    id: { type: 'integer' },
    title: text,
    content: rendered,
    state: text,
    kind: text,
    priority: text,
    reporter: account,
    assignee: account,
    repository: briefRepository,
    component: named,
    milestone: named,
    version: named,
    votes: whole,
    watches: whole,
    created_on: moment,
    updated_on: moment,
    edited_on: moment,
    links: links('self', 'html', 'comments', 'attachments', 'watch', 'vote'),
  }),
  // A repository that has no tracker has no list of issues either.
  read: async slice => (slice.repository?.has_issues === false ? (slice.before ?? {}) : read(slice)),
}
