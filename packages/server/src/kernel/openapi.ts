import { bodyOf, components, errorOf, Schemas } from './openapi-schemas.ts'
import type { Operation } from './operation.ts'
import { labelOf } from './scope-labels.ts'
import { classicScopes } from './scopes.ts'

type Json = Record<string, unknown>

const WHY: Readonly<Record<number, string>> = {
  400: 'The input breaks a rule.',
  401: 'There is no credential, or not a good one.',
  403: 'The credential lacks a scope, or the caller a permission.',
  404: 'It is not there, or the caller may not know of it.',
  409: 'Something stands in the way: a name taken, a value moved meanwhile.',
  410: 'It is not served any more.',
}

/** The published document: everything in it is read off the operations. */
export function openapi(operations: readonly Operation[], origin: string): Json {
  const schemas = new Schemas()
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const isPublished = operation.path.startsWith('/2.0/')
    const path = isPublished ? operation.path.slice('/2.0'.length) : operation.path
    const item = (paths[path] ??= isPublished ? {} : { servers: [{ url: origin === '' ? '/' : origin }] })
    item[operation.method.toLowerCase()] = described(operation, schemas)
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Pail',
      version: '2.0',
      description:
        'A Git forge that speaks the REST API of Bitbucket Cloud. What lies under /pail/1 is of its own and not found upstream.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: `${origin}/2.0` }],
    tags: [...new Set(operations.map(tagOf))].map(name => ({ name })),
    paths,
    components: { schemas: components(schemas), securitySchemes },
  }
}

const authorizing = { authorizationUrl: '/site/oauth2/authorize' }
const handingOut = { tokenUrl: '/site/oauth2/access_token', refreshUrl: '/site/oauth2/access_token' }
const scopes = Object.fromEntries(classicScopes.map(scope => [scope, labelOf(scope).about]))

const securitySchemes = {
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'E-mail address or username with an API token or app password.',
  },
  api_key: { type: 'http', scheme: 'bearer', description: 'Any token by itself.' },
  oauth2: {
    type: 'oauth2',
    description: 'A token for a consumer of a workspace; sent as `Bearer`, in a form field, or in the address.',
    flows: {
      authorizationCode: { ...authorizing, ...handingOut, scopes },
      implicit: { ...authorizing, scopes },
      clientCredentials: { ...handingOut, scopes },
    },
  },
}

export const tagOf = ({ id }: Operation): string => id.split('.')[0]!

function described(operation: Operation, schemas: Schemas): Json {
  const { id, summary, needs, target, deprecated, body } = operation
  const isOpen = operation.safe && (target.grade === 'open' || target.grade === 'read')
  return {
    operationId: id,
    summary,
    tags: [tagOf(operation)],
    ...(deprecated && { deprecated }),
    parameters: [...pathParameters(operation), ...queryParameters(operation)],
    ...(body && { requestBody: bodyOf(body) }),
    ...(operation.reads && { requestBody: { content: Object.fromEntries(operation.reads.map(type => [type, {}])) } }),
    responses: responses(operation, schemas),
    security: [{ oauth2: needs.classic }, { basic: [] }, { api_key: [] }, ...(isOpen ? [{}] : [])],
    'x-atlassian-oauth2-scopes': [{ state: 'Current', scheme: 'oauth2', scopes: needs.granular }],
  }
}

const pathParameters = ({ path }: Operation): Json[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))

function queryParameters({ query, shows, filter, paging }: Operation): Json[] {
  const parameter = (name: string, schema: Json, description?: string): Json => ({
    name,
    in: 'query',
    ...(description && { description }),
    schema,
  })
  const own = Object.entries((query?.properties ?? {}) as Record<string, Json>).map(([name, schema]) =>
    parameter(name, schema),
  )
  const text = { type: 'string' }
  const whole = (maximum?: number) => ({
    type: 'integer',
    minimum: 1,
    ...(maximum && { maximum, default: paging.pagelen }),
  })
  const fields = shows
    ? [parameter('fields', text, 'What to show: `a,b.c` only these, `+a` these too, `-a` not these.')]
    : []
  const lists = shows?.paged
    ? [parameter('page', paging.style === 'list' ? whole() : text), parameter('pagelen', whole(paging.max))]
    : []
  const known = Object.keys(filter ?? {}).join(', ')
  const filters = filter
    ? [
        parameter('q', text, `Filter by ${known}.`),
        parameter('sort', text, 'One of these fields, backwards with `-` in front.'),
      ]
    : []
  return [...own, ...lists, ...filters, ...fields]
}

function responses(
  { status, shows, also, sends, paging, target, body, query, filter, removed, method }: Operation,
  schemas: Schemas,
): Json {
  const success = status.map(
    code =>
      [
        code,
        {
          description:
            also.length === 0 ? 'Done.' : `Done. In some forms ${also.map(({ name }) => name).join(' or ')}.`,
          ...(code !== 204 && code !== 304 && schemas.content({ shows, also, sends, paging })),
          ...(code === 201 && located),
        },
      ] as const,
  )
  const refusals = [
    ...(body || query || filter || shows?.paged ? [400] : []),
    ...(target.grade === 'open' ? [] : [401]),
    403,
    ...(target.grade === 'open' ? [] : [404]),
    ...(method === 'POST' || method === 'PUT' ? [409] : []),
    ...(removed ? [410] : []),
  ]
  return Object.fromEntries([...success, ...refusals.map(code => [code, errorOf(WHY[code]!)] as const)])
}

const located = { headers: { Location: { description: 'The address of the new thing.', schema: { type: 'string' } } } }
