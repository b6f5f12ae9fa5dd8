import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { read } from './index.ts'
import {
  type Cloud,
  catalogOf,
  circling,
  configFor,
  type Fault,
  failing,
  garbled,
  type Heard,
  hollow,
  openCloud,
  readFrom,
  reset,
  STREAMS,
  said,
  silence,
  throttled,
} from './testing/index.ts'

let cloud: Cloud
beforeEach(async () => {
  cloud = await openCloud()
})
afterEach(() => cloud.close())

const COMMITS = /\/commits\?/
const some = ['repositories', 'commits', 'tags']
const play = (on: RegExp, play: Fault['play'], times = 1) => cloud.faults.push({ on, play, times })

/** Everything a stream has, by the key that tells its records apart. */
const hashes = ({ records }: Heard) =>
  (records.commits ?? []).map(({ repository_uuid, hash }) => `${repository_uuid} ${hash}`).sort()

const all = () =>
  cloud.world.repositories.flatMap(({ object, commits }) => commits.map(({ hash }) => `${object.uuid} ${hash}`)).sort()

/** What a failed stream leaves behind is no less than what was said, and the next read brings the rest, each once. */
async function comesBack(failed: Heard & { failure?: Error }): Promise<void> {
  assert.ok(failed.failure)
  assert.equal(failed.statuses.commits?.at(-1), 'INCOMPLETE')
  assert.deepEqual([failed.statuses.repositories?.at(-1), failed.statuses.tags?.at(-1)], ['COMPLETE', 'COMPLETE'])
  cloud.faults.length = 0
  const resumed = await readFrom(cloud, { streams: some, state: failed.state })
  assert.equal(resumed.failure, undefined)
  assert.deepEqual([...new Set([...hashes(failed), ...hashes(resumed)])].sort(), all())
}

test('a page that is cut off and says that it is whole fails its stream, and no other', async () => {
  play(COMMITS, garbled, 100)
  const read = await readFrom(cloud, { streams: some })
  assert.deepEqual(
    read.errors.map(({ stream_descriptor, failure_type }) => [stream_descriptor?.name, failure_type])[0],
    ['commits', 'transient_error'],
  )
  await comesBack(read)
})

test('a page without its values is a failure, and never the end of a list', async () => {
  play(COMMITS, hollow, 100)
  const read = await readFrom(cloud, { streams: some })
  assert.match(read.errors[0]?.message ?? '', /without its values/)
  await comesBack(read)
})

test('pages that lead in circles are a failure', async () => {
  play(COMMITS, circling, 100)
  const read = await readFrom(cloud, { streams: some })
  assert.match(read.errors[0]?.message ?? '', /in circles/)
  await comesBack(read)
})

test('a connection that keeps breaking off in the middle is a failure', async () => {
  play(COMMITS, reset, 100)
  await comesBack(await readFrom(cloud, { streams: some }))
})

test('one repository that fails leaves the others of its stream read', async () => {
  const { object } = cloud.world.repositories[0]!
  play(new RegExp(`${encodeURIComponent(object.uuid)}/commits`), garbled, 100)
  const read = await readFrom(cloud, { streams: some })
  assert.deepEqual(
    hashes(read),
    all().filter(one => !one.startsWith(object.uuid)),
  )
  await comesBack(read)
})

test('a connection that breaks off in the middle once is asked anew', async () => {
  play(COMMITS, reset)
  const read = await readFrom(cloud, { streams: some })
  assert.equal(read.failure, undefined)
  assert.deepEqual(hashes(read), all())
})

for (const status of [500, 502, 503, 504, 555])
  test(`a ${status} passes`, async () => {
    play(/./, failing(status), 2)
    const read = await readFrom(cloud, { streams: some })
    assert.equal(read.failure, undefined)
    assert.deepEqual(hashes(read), all())
  })

test('a refusal for having asked too often is waited for, with the seconds given', async () => {
  play(COMMITS, throttled('0'), 2)
  const read = await readFrom(cloud, { streams: some })
  assert.equal(read.failure, undefined)
  assert.deepEqual(hashes(read), all())
})

test('a refusal for having asked too often is waited for until the date given, and told of', async () => {
  const date = new Date(Date.now() + 3_600_000).toUTCString()
  play(/projects/, throttled(date))
  const stop = new AbortController()
  const told: number[] = []
  const reading = read(configFor(cloud), catalogOf(['projects']), [], { signal: stop.signal })
  await assert.rejects(async () => {
    for await (const message of reading) {
      if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') continue
      for (const { rate_limited } of message.trace.stream_status.reasons ?? []) {
        told.push(rate_limited.quota_reset)
        stop.abort()
      }
    }
  })
  assert.deepEqual([told.length, cloud.requests.length], [1, 1])
  assert.ok(Math.abs(told[0]! - Date.parse(date)) < 1500)
})

test('an answer that never begins is given up, and asked for anew', async () => {
  play(COMMITS, silence)
  const read = await readFrom(cloud, { streams: some, options: { timeoutSeconds: 1 } })
  assert.equal(read.failure, undefined)
  assert.deepEqual(hashes(read), all())
})

test('a link to another server leads to ours, and no request ever to the other', async () => {
  const other = await openCloud()
  const leading: Fault['play'] = (response, usual) =>
    said(response, JSON.stringify({ ...JSON.parse(usual), next: `${other.url}/repositories/acme/site/refs/tags` }))
  play(/tags\?/, leading)
  await readFrom(cloud, { streams: ['tags'], config: { repositories: ['site'] } })
  await other.close()
  assert.deepEqual(other.requests, [])
})

test('a repository that cannot be seen is skipped in plain sight, and read once it can', async () => {
  const { object } = cloud.world.repositories[1]!
  const forbidden: Fault['play'] = response => said(response, '{"type":"error","error":{"message":"Forbidden"}}', 403)
  play(new RegExp(`${encodeURIComponent(object.uuid)}/(commits|refs)`), forbidden, 100)
  const read = await readFrom(cloud, { streams: ['commits'] })
  assert.ok(read.logs.some(line => line.startsWith('WARN') && line.includes(object.full_name)))
  assert.deepEqual(
    hashes(read),
    all().filter(one => !one.startsWith(object.uuid)),
  )
  cloud.faults.length = 0
  const later = await readFrom(cloud, { streams: ['commits'], state: read.state })
  assert.deepEqual(
    hashes(later),
    all().filter(one => one.startsWith(object.uuid)),
  )
})

test('lists that the server does not have are skipped in plain sight', async () => {
  cloud.ways.issuesAreGone = true
  const read = await readFrom(cloud, { streams: ['issues', 'tags'] })
  assert.equal(read.failure, undefined)
  assert.ok(read.logs.some(line => line.startsWith('WARN issues')))
  assert.equal(read.statuses.issues?.at(-1), 'COMPLETE')
})

test('a server that is gone fails every stream, and says of none that it is complete', async () => {
  const { url, close } = cloud
  await close()
  const read = await readFrom({ url }, { streams: ['projects', 'tags'], options: { retries: 0 } })
  cloud = await openCloud()
  assert.ok(read.failure)
  assert.deepEqual([read.statuses.projects?.at(-1), read.statuses.tags?.at(-1)], ['INCOMPLETE', 'INCOMPLETE'])
  assert.ok(read.errors.every(({ failure_type }) => failure_type === 'transient_error'))
})

test('every stream says that it began and how it ended, whatever happens', async () => {
  play(/deployments|pipelines|activity/, garbled, 1000)
  const read = await readFrom(cloud)
  for (const name of STREAMS) {
    assert.equal(read.statuses[name]?.[0], 'STARTED', name)
    assert.ok(['COMPLETE', 'INCOMPLETE'].includes(read.statuses[name]?.at(-1) ?? ''), name)
    assert.ok(
      read.state.some(({ stream }) => stream.stream_descriptor.name === name),
      name,
    )
  }
})
