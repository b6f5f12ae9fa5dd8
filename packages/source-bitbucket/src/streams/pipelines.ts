import { readPipelines, readSteps } from '../read/pipelines.ts'
import { account, briefCommit, briefRepository } from './parts.ts'
import { links, list, moment, object, ofRepository, schema, text, truth, whole } from './schema.ts'
import type { Stream } from './stream.ts'

const scopes = ['pipeline', 'read:pipeline:bitbucket']
const result = object({ name: text, type: text })
const command = object({ name: text, command: text, commandType: text })

export const pipelines: Stream = {
  name: 'pipelines',
  of: 'repository',
  primaryKey: [['repository_uuid'], ['uuid']],
  cursor: 'cursor_at',
  scopes,
  isOptional: true,
  schema: schema({
    ...ofRepository,
    type: text,
    uuid: { type: 'string' },
    build_number: whole,
    run_number: whole,
    creator: account,
    repository: briefRepository,
    target: object({
      type: text,
      ref_type: text,
      ref_name: text,
      selector: object({ type: text, pattern: text }),
      commit: briefCommit,
    }),
    trigger: object({ name: text, type: text }),
    state: object({ name: text, type: text, stage: result, result }),
    variables: list(object({ type: text, uuid: text, key: text, value: text, secured: truth })),
    created_on: moment,
    completed_on: moment,
    run_creation_date: moment,
    duration_in_seconds: whole,
    build_seconds_used: whole,
    first_successful: truth,
    expired: truth,
    has_variables: truth,
    labels: object({}),
    configuration_sources: list(object({ source: text, uri: text })),
    links: links('self', 'steps'),
    cursor_at: { ...moment, type: 'string' },
  }),
  read: readPipelines,
}

export const pipelineSteps: Stream = {
  name: 'pipeline_steps',
  of: 'repository',
  primaryKey: [['repository_uuid'], ['pipeline_uuid'], ['uuid']],
  cursor: 'cursor_at',
  scopes,
  isOptional: true,
  schema: schema({
    ...ofRepository,
    pipeline_uuid: { type: 'string' },
    type: text,
    uuid: { type: 'string' },
    name: text,
    pipeline: object({ type: text, uuid: text }),
    run_number: whole,
    trigger: object({ type: text, name: text }),
    state: object({ name: text, type: text, stage: result, result }),
    image: object({ name: text }),
    maxTime: whole,
    started_on: moment,
    completed_on: moment,
    duration_in_seconds: whole,
    build_seconds_used: whole,
    setup_commands: list(command),
    script_commands: list(command),
    teardown_commands: list(command),
    cursor_at: { ...moment, type: 'string' },
  }),
  read: readSteps,
}
