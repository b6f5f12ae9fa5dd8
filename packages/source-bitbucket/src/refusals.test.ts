import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { check, type Message, SourceFailure } from './index.ts'
import {
  API_TOKEN,
  type Cloud,
  catalogOf,
  configFor,
  EMAIL,
  type Fault,
  Limit,
  openCloud,
  type Reading,
  readFrom,
  STREAMS,
  type Wire,
} from './testing/index.ts'

let cloud: Cloud
before(async () => {
  cloud = await openCloud()
})
after(() => cloud.close())

/** What check says of a configuration that does not work. */
async function refusal(config: unknown): Promise<string> {
  const { status, message } = await check(config, { retries: 0 })
  assert.equal(status, 'FAILED')
  assert.ok(!message!.includes(API_TOKEN))
  return message!
}

const withToken = (access_token: string) => ({ credentials: { auth_type: 'access_token', access_token } })

test('check tells a wrong token, one that has ended and one that lacks a scope apart', async () => {
  cloud.credentials.set('Bearer ended', { scopes: ['repository'], isExpired: true })
  cloud.credentials.set('Bearer narrow', { scopes: ['account'] })
  assert.match(await refusal(configFor(cloud, { api_token: 'wrong' })), /401/)
  assert.match(await refusal(configFor(cloud, withToken('ended'))), /expired/)
  assert.match(await refusal(configFor(cloud, withToken('narrow'))), /lacks the scope repository/)
})

test('check names a workspace that is not there', async () => {
  assert.match(await refusal(configFor(cloud, { workspace: 'elsewhere' })), /elsewhere/)
})

test('check says of a server that cannot be reached that it cannot', async () => {
  const gone = await openCloud()
  await gone.close()
  assert.match(await refusal(configFor(gone)), /cannot be reached/)
  const withoutScheme = new URL(cloud.url).host
  assert.match(await refusal(configFor(cloud, { base_url: withoutScheme })), /has to begin with http:/)
})

test('check refuses a configuration that is none', async () => {
  assert.match(await refusal({ email: EMAIL, api_token: API_TOKEN }), /workspace/)
  assert.match(await refusal({ workspace: 'acme' }), /email and api_token/)
  assert.match(await refusal(configFor(cloud, { pull_request_state: 'CLOSED' })), /pull_request_state/)
  assert.match(await refusal(configFor(cloud, { start_date: 'yesterday' })), /start_date/)
  assert.match(await refusal(configFor(cloud, { start_date: '2024-02-31T00:00:00Z' })), /start_date/)
  assert.match(await refusal(configFor(cloud, { concurrency: 0 })), /concurrency/)
  assert.match(await refusal(configFor(cloud, { base_url: 'ftp://127.0.0.1' })), /base_url/)
  assert.match(await refusal(configFor(cloud, { credentials: { auth_type: 'magic' } })), /auth_type/)
  assert.match(await refusal([]), /object/)
  assert.match(await refusal(null), /object/)
})

test('credentials win over the token beside them', async () => {
  cloud.credentials.set('Bearer other', { scopes: ['repository', 'account', 'project'] })
  const config = configFor(cloud, { email: 'nobody@example.com', api_token: 'wrong', ...withToken('other') })
  assert.deepEqual(await check(config), { status: 'SUCCEEDED' })
})

test('check says of a server that is another that it is', async () => {
  const page: Fault['play'] = response =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Hello</title>')
  cloud.faults.push({ on: /./, times: 1, play: page })
  assert.match(await refusal(configFor(cloud)), /base_url/)
})

const consumer = (refresh_token?: string) => ({
  email: 'nobody@example.com',
  credentials: {
    auth_type: 'oauth',
    client_id: 'consumer',
    client_secret: cloud.consumer.secret,
    ...(refresh_token && { refresh_token }),
  },
})

test('a consumer reads with tokens of its own, and gets another when one is taken back', async () => {
  cloud.before = request => {
    if (/refs.tags/.test(request) && cloud.consumer.count === 1) cloud.credentials.delete('Bearer access-1')
  }
  const { failure, records } = await readFrom(cloud, { config: consumer(), streams: ['projects', 'tags'] })
  cloud.before = undefined
  assert.deepEqual(
    [failure, records.projects?.length, records.tags?.length, cloud.consumer.count],
    [undefined, 2, 3, 2],
  )
})

test('a refresh token that changes is handed over to be kept, and is in nothing else', async () => {
  const given = consumer(cloud.consumer.refreshToken)
  const { failure, messages } = await readFrom(cloud, { config: given, streams: ['tags'], options: { level: 'DEBUG' } })
  assert.equal(failure, undefined)
  const kept = messages.flatMap(message => (message.type === 'CONTROL' ? [message.control.connectorConfig.config] : []))
  const credentials = { ...given.credentials, refresh_token: cloud.consumer.refreshToken }
  assert.deepEqual(kept, [configFor(cloud, { ...given, credentials })])
  const others = JSON.stringify(messages.filter(({ type }) => type !== 'CONTROL'))
  for (const secret of [
    cloud.consumer.refreshToken,
    cloud.consumer.secret,
    given.credentials.refresh_token!,
    `access-${cloud.consumer.count}`,
  ])
    assert.ok(!others.includes(secret), secret)
  assert.match(await refusal(configFor(cloud, consumer(given.credentials.refresh_token))), /401/)
})

test('a refresh token that a check uses up is handed over as well', async () => {
  const kept: Message[] = []
  const config = configFor(cloud, consumer(cloud.consumer.refreshToken))
  assert.deepEqual(await check(config, { keep: async message => void kept.push(message) }), { status: 'SUCCEEDED' })
  const [message] = kept
  assert.ok(message?.type === 'CONTROL')
  assert.deepEqual(await check(message.control.connectorConfig.config), { status: 'SUCCEEDED' })
})

/** A read that was given something it cannot work with: one failure that says so, before anything is asked or said. */
async function refusedRead(reading: Reading & { catalog?: unknown }): Promise<string> {
  const before = cloud.requests.length
  const { failure, messages } = await readFrom(cloud, reading)
  assert.ok(failure instanceof SourceFailure)
  assert.deepEqual([failure.failureType, messages, cloud.requests.length], ['config_error', [], before])
  return failure.message
}

test('a catalog that is none is refused before anything is read', async () => {
  const stream = catalogOf(['commits']).streams[0]
  const of = (...streams: unknown[]) => ({ catalog: { streams } })
  for (const catalog of [null, {}, [], { streams: {} }]) assert.match(await refusedRead({ catalog }), /catalog/)
  assert.match(await refusedRead(of({ ...stream, sync_mode: 'INVALID' })), /sync_mode/)
  assert.match(await refusedRead(of({ ...stream, stream: {} })), /name/)
  await refusedRead(of(stream, null))
})

const stateOf = (stream_state: unknown, name = 'commits') => [
  { type: 'STREAM', stream: { stream_descriptor: { name }, stream_state } },
]

test('a state that is none is refused before anything is read', async () => {
  const broken = [
    [1],
    stateOf('2026'),
    stateOf({ date: 'yesterday' }),
    stateOf({ version: 99 }),
    stateOf([]),
    [{ type: 'STREAM', stream: {} }],
  ]
  for (const state of broken) assert.match(await refusedRead({ state: state as Wire[] }), /state/i)
})

test('a state that is empty in any of its ways is a beginning', async () => {
  const nulls = [{ ...stateOf(null)[0], global_: null, data: null }] as Wire[]
  for (const state of [undefined, null, {}, nulls] as unknown as Wire[][]) {
    const { failure, records } = await readFrom(cloud, { streams: ['commits'], state })
    assert.deepEqual([failure, records.commits?.length], [undefined, 36])
  }
})

test('a stream that there is not fails, and the others are read', async () => {
  const { failure, errors, statuses, records } = await readFrom(cloud, { streams: ['teapots', 'tags'] })
  assert.match(failure?.message ?? '', /did not sync successfully: teapots/)
  assert.deepEqual([statuses.teapots?.at(-1), records.tags?.length], ['INCOMPLETE', 3])
  assert.deepEqual(
    errors.map(({ failure_type }) => failure_type),
    ['config_error'],
  )
})

test('a token without a scope fails the streams that need it, and names it', async () => {
  cloud.credentials.set('Bearer half', { scopes: ['repository', 'account'] })
  const read = await readFrom(cloud, { config: withToken('half'), streams: ['pull_requests', 'tags'] })
  assert.deepEqual([read.errors[0]?.failure_type, read.statuses.pull_requests?.at(-1)], ['config_error', 'INCOMPLETE'])
  assert.match(read.errors[0]!.message, /pullrequest/)
  assert.equal(read.records.tags?.length, 3)
})

test('a wrong token ends the read with the first stream', async () => {
  const before = cloud.requests.length
  const read = await readFrom(cloud, { config: { api_token: 'wrong' } })
  assert.ok(read.failure)
  assert.equal(read.errors[0]?.failure_type, 'config_error')
  assert.ok(cloud.requests.length - before <= 2)
  assert.deepEqual(read.records, {})
})

test('of 1,000 requests an hour none is refused twice, and everything is read', async () => {
  const large = await openCloud({ repositories: 280, commits: 2, pullRequests: 1, deployments: 0 })
  large.limit = new Limit(1000, 1500)
  const streams = ['commits', 'branches', 'tags', 'pull_requests']
  const read = await readFrom(large, { streams })
  await large.close()
  assert.deepEqual(
    [read.failure, streams.map(name => read.records[name]?.length)],
    [undefined, [560, 560 - 280, 280, 280]],
  )
  assert.ok(large.requests.length > 1000)
  assert.ok(large.refused.length > 0 && large.refused.length <= 4)
  assert.equal(new Set(large.refused).size, large.refused.length)
  assert.ok(JSON.stringify(read.messages).includes('RATE_LIMITED'))
})

test('a limit that the server speaks of is kept, so that nothing is refused', async () => {
  cloud.headers = { 'x-ratelimit-limit': '20', 'x-ratelimit-resource': 'api' }
  cloud.requests.length = 0
  const stop = new AbortController()
  const reading = readFrom(cloud, { streams: STREAMS, options: { signal: stop.signal } })
  for (let seen = 0; cloud.requests.length < 20 || seen < cloud.requests.length; ) {
    seen = cloud.requests.length
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  // Those that were under way when it was told of are all that may come on top.
  assert.ok(cloud.requests.length <= 20 + 4)
  stop.abort()
  cloud.headers = {}
  const { messages, statuses } = await reading
  assert.ok(JSON.stringify(messages).includes('RATE_LIMITED'))
  assert.equal(Object.values(statuses).filter(list => list.at(-1) === 'INCOMPLETE').length, 1)
})
