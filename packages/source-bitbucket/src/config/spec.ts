import type { Data } from '../protocol/message.ts'

export const AUTH_TYPES = ['api_token', 'access_token', 'oauth'] as const
export type AuthType = (typeof AUTH_TYPES)[number]

export const PULL_REQUEST_STATES = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED'] as const
export const DEFAULT_START = '2020-01-01T00:00:00Z'
export const DEFAULT_CONCURRENCY = 4
export const MOST_CONCURRENCY = 20

const text = (title: string, description: string, order: number): Data => ({
  type: 'string',
  title,
  description,
  order,
})
const secret = (title: string, description: string, order: number): Data => ({
  ...text(title, description, order),
  airbyte_secret: true,
})

const option = (type: AuthType, title: string, properties: Data, required: readonly string[]): Data => ({
  type: 'object',
  title,
  required: ['auth_type', ...required],
  additionalProperties: true,
  properties: { auth_type: { type: 'string', const: type, order: 0 }, ...properties },
})

const credentials: Data = {
  type: 'object',
  title: 'Authentication',
  description: 'In the place of the e-mail address and API token above: whatever is given here is used.',
  order: 6,
  oneOf: [
    option(
      'api_token',
      'API token',
      {
        email: text('Email', 'The e-mail address of the Atlassian account.', 1),
        api_token: secret('API token', 'An API token with the scopes of the streams that are read.', 2),
      },
      ['email', 'api_token'],
    ),
    option(
      'access_token',
      'Access token',
      { access_token: secret('Access token', 'An access token of a workspace, project or repository.', 1) },
      ['access_token'],
    ),
    option(
      'oauth',
      'OAuth consumer',
      {
        client_id: text('Client ID', 'The key of the OAuth consumer.', 1),
        client_secret: secret('Client secret', 'The secret of the OAuth consumer.', 2),
        refresh_token: secret('Refresh token', 'Of whoever consented; without it the consumer acts for itself.', 3),
      },
      ['client_id', 'client_secret'],
    ),
  ],
}

const globs = (title: string, description: string, order: number): Data => ({
  type: 'array',
  title,
  description,
  order,
  items: { type: 'string' },
  examples: [['site', 'service-*']],
})

/** What the source can be told: the options of the seed first, in its order. */
export const connectionSpecification: Data = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Bitbucket source',
  type: 'object',
  required: ['workspace'],
  additionalProperties: true,
  properties: {
    workspace: {
      ...text('Workspace', 'The workspace: what stands in its address after the host, or its UUID in braces.', 0),
      examples: ['your-workspace-slug'],
      minLength: 1,
    },
    email: {
      ...text('Email', 'The e-mail address of the Atlassian account. Needed with the API token.', 1),
      examples: ['your-email@example.com'],
    },
    api_token: secret('API token', 'An API token. Needed unless credentials are given below.', 2),
    start_date: {
      ...text('Start date', 'What was last updated before is not read. UTC, as in 2024-01-01T00:00:00Z.', 3),
      format: 'date-time',
      pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$',
      pattern_descriptor: 'YYYY-MM-DDTHH:mm:ssZ',
      default: DEFAULT_START,
      examples: ['2024-01-01T00:00:00Z'],
    },
    pull_request_state: {
      ...text('Pull request state', 'Only pull requests in this state are read, or those in all states.', 4),
      enum: [...PULL_REQUEST_STATES, 'ALL'],
      default: 'ALL',
    },
    base_url: {
      ...text('API address', 'The host or API root of a server that speaks the same API.', 5),
      default: 'https://api.bitbucket.org/2.0',
      examples: ['https://api.bitbucket.org/2.0', 'https://git.example.com'],
    },
    credentials,
    repositories: globs('Repositories', 'Only these: slugs, in which * stands for any characters.', 7),
    excluded_repositories: globs('Excluded repositories', 'All but these: slugs, in which * stands for anything.', 8),
    concurrency: {
      type: 'integer',
      title: 'Repositories at once',
      description: 'How many repositories are read at the same time. They share one budget of requests.',
      order: 9,
      minimum: 1,
      maximum: MOST_CONCURRENCY,
      default: DEFAULT_CONCURRENCY,
    },
    report_deletions: {
      type: 'boolean',
      title: 'Report deletions',
      description: 'Emit a record with _deleted_on for each repository that is gone since the last incremental sync.',
      order: 10,
      default: false,
    },
  },
}

/** Everything a host has to know before it can set the source up. */
export function spec(): Data {
  return {
    documentationUrl: 'https://developer.atlassian.com/cloud/bitbucket/rest/intro/',
    connectionSpecification,
    supportsIncremental: true,
    supportsNormalization: false,
    supportsDBT: false,
    supported_destination_sync_modes: [],
    protocol_version: '0.18.0',
  }
}
