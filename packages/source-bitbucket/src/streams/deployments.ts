import { readDeployments } from '../read/deployments.ts'
import { briefCommit } from './parts.ts'
import { moment, object, ofRepository, schema, text, whole } from './schema.ts'
import type { Stream } from './stream.ts'

const release = object({
  type: text,
  uuid: text,
  key: text,
  name: text,
  url: text,
  created_on: moment,
  commit: briefCommit,
  pipeline: object({ type: text, uuid: text }),
})

export const deployments: Stream = {
  name: 'deployments',
  of: 'repository',
  primaryKey: [['repository_uuid'], ['uuid']],
  cursor: 'cursor_at',
  scopes: ['pipeline', 'read:pipeline:bitbucket'],
  isOptional: true,
  schema: schema({
    ...ofRepository,
    type: text,
    uuid: { type: 'string' },
    key: text,
    number: whole,
    name: text,
    version: whole,
    state: object({
      type: text,
      name: text,
      url: text,
      status: object({ type: text, name: text }),
      started_on: moment,
      completed_on: moment,
    }),
    environment: object({ type: text, uuid: text, name: text, slug: text }),
    step: object({ uuid: text }),
    release,
    deployable: release,
    last_update_time: moment,
    completed_on: moment,
    cursor_at: { ...moment, type: 'string' },
  }),
  read: readDeployments,
}
