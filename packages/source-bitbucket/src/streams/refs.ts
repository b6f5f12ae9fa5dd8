import type { Data } from '../protocol/message.ts'
import { whole } from '../read/whole.ts'
import { author, commit } from './parts.ts'
import { links, list, moment, ofRepository, schema, text } from './schema.ts'
import type { Stream } from './stream.ts'

const ref = {
  ...ofRepository,
  type: text,
  name: { type: 'string' },
  target: commit,
  links: links('self', 'html', 'commits', 'pullrequest_create'),
}
const common = {
  of: 'repository',
  primaryKey: [['repository_uuid'], ['name']],
  scopes: ['repository', 'read:repository:bitbucket'],
} as const

const keyOf = ({ name }: Data) => String(name)

export const branches: Stream = {
  ...common,
  name: 'branches',
  schema: schema({ ...ref, merge_strategies: list(text), sync_strategies: list(text), default_merge_strategy: text }),
  read: whole({ path: ({ root }) => `${root}/refs/branches`, keyOf }),
}

export const tags: Stream = {
  ...common,
  name: 'tags',
  schema: schema({ ...ref, message: text, date: moment, tagger: author }),
  read: whole({ path: ({ root }) => `${root}/refs/tags`, keyOf }),
}
