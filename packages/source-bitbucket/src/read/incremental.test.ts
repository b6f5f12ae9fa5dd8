import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import {
  type Cloud,
  coreTime,
  type Heard,
  makeDeployment,
  makePullRequest,
  minute,
  openCloud,
  push,
  readFrom,
  serviceTime,
} from '../testing/index.ts'

const PER_REPOSITORY = [
  'pull_requests',
  'commits',
  'deployments',
  'pipelines',
  'pipeline_steps',
  'pull_request_activity',
  'issues',
]

let cloud: Cloud
beforeEach(async () => {
  cloud = await openCloud({ pullRequests: 60, deployments: 5 })
})
afterEach(() => cloud.close())

const again = (before: Heard, streams: readonly string[], more = {}) =>
  readFrom(cloud, { streams, state: before.state, ...more })

/** Pushes move the date of a repository. */
function pushed(repository: number, branch: string, at: number, parent?: string) {
  const kept = cloud.world.repositories[repository]!
  kept.object.updated_on = coreTime(Date.now())
  return push(cloud.world, kept, branch, at, parent)
}

test('with nothing new nothing is said, for at most one request per repository and stream', async () => {
  const first = await readFrom(cloud)
  assert.equal(first.failure, undefined)
  cloud.requests.length = 0
  const second = await again(first, ['repositories', ...PER_REPOSITORY])
  assert.deepEqual(second.records, {})
  assert.ok(cloud.requests.length <= 1 + 1 + PER_REPOSITORY.length * 3, `${cloud.requests.length} requests`)
  cloud.requests.length = 0
  await again(first, ['repositories'])
  assert.equal(cloud.requests.length, 1)
})

test('what is new or has changed since comes, and nothing else', async () => {
  const first = await readFrom(cloud)
  const kept = cloud.world.repositories[1]!
  makePullRequest(cloud.world, kept, { id: 100, at: Date.now() })
  kept.pullRequests[3]!.updated_on = coreTime(Date.now())
  const [one, two] = [pushed(1, 'main', minute(500)), pushed(1, 'feature/two', minute(1))]
  makeDeployment(cloud.world, kept, 7)
  const second = await again(first, ['repositories', ...PER_REPOSITORY])
  assert.deepEqual(second.records.pull_requests?.map(({ id }) => id).sort(), [100, kept.pullRequests[3]!.id].sort())
  assert.deepEqual(new Set(second.records.commits?.map(({ hash }) => hash)), new Set([one.hash, two.hash]))
  assert.deepEqual(
    ['repositories', 'deployments', 'pipelines', 'pipeline_steps'].map(name => second.records[name]?.length),
    [1, 1, 1, 2],
  )
  assert.deepEqual((await again(second, ['repositories', ...PER_REPOSITORY])).records, {})
})

test('history that was written anew is read though its old head is gone, and no other commit again', async () => {
  const first = await readFrom(cloud, { streams: ['commits'] })
  const kept = cloud.world.repositories[0]!
  const lost = kept.branches.get('feature/one')!
  kept.commits.splice(
    kept.commits.findIndex(({ hash }) => hash === lost),
    1,
  )
  const rewritten = pushed(0, 'feature/one', minute(2), kept.branches.get('main'))
  const { records, failure } = await again(first, ['commits'])
  assert.equal(failure, undefined)
  assert.deepEqual(
    records.commits?.map(({ hash }) => hash),
    [rewritten.hash],
  )
})

test('a commit from the future does not hide the ones that come after it', async () => {
  pushed(0, 'main', Date.parse('2040-01-01T00:00:00Z'))
  const first = await readFrom(cloud, { streams: ['commits'] })
  const next = pushed(0, 'main', minute(600))
  const { records } = await again(first, ['commits'])
  assert.deepEqual(
    records.commits?.map(({ hash }) => hash),
    [next.hash],
  )
})

test('a deployment is followed until it is completed', async () => {
  const kept = cloud.world.repositories[2]!
  makeDeployment(cloud.world, kept, 12)
  const open = kept.deployments.at(-1)!
  const first = await readFrom(cloud, { streams: ['deployments'] })
  const seen = first.records.deployments!.find(({ uuid }) => uuid === open.uuid)!
  assert.equal(seen.completed_on, null)
  assert.ok(seen.cursor_at)
  for (let number = 13; number < 160; number++) if (number % 6 !== 0) makeDeployment(cloud.world, kept, number)
  const busy = await again(first, ['deployments'])
  const completed = serviceTime(Date.now())
  Object.assign(open.state, { name: 'COMPLETED', completed_on: completed, status: { name: 'SUCCESSFUL' } })
  open.last_update_time = completed
  cloud.requests.length = 0
  const last = await again(busy, ['deployments'])
  const [done, ...others] = last.records.deployments!
  assert.deepEqual([done!.uuid, others], [open.uuid, []])
  assert.ok(done!.completed_on)
  assert.equal(cloud.requests.filter(name => name.includes(encodeURIComponent(open.uuid))).length, 1)
  assert.deepEqual((await again(last, ['deployments'])).records, {})
})

test('a repository that comes to be seen later is read from its beginning', async () => {
  const [hidden] = cloud.world.repositories.splice(0, 1)
  const first = await readFrom(cloud, { streams: ['commits', 'pull_requests'] })
  cloud.world.repositories.push(hidden!)
  const { records } = await again(first, ['commits', 'pull_requests'])
  assert.deepEqual([records.commits?.length, records.pull_requests?.length], [12, 60])
})

test('a repository that was renamed is the same one', async () => {
  const first = await readFrom(cloud, { streams: PER_REPOSITORY })
  Object.assign(cloud.world.repositories[0]!.object, { slug: 'new-name', full_name: 'acme/new-name' })
  assert.deepEqual((await again(first, PER_REPOSITORY)).records, {})
})

test('a state in the future yields no record, and stays', async () => {
  const cursor = '2999-01-01T00:00:00Z'
  const names = ['repositories', ...PER_REPOSITORY]
  const state = names.map(name => ({
    type: 'STREAM',
    stream: {
      stream_descriptor: { name },
      stream_state: name === 'commits' ? { date: cursor } : { updated_on: cursor },
    },
  }))
  const read = await readFrom(cloud, { streams: names, state })
  assert.deepEqual(read.records, {})
  assert.equal(read.state.length, names.length)
  assert.match(JSON.stringify(read.state[0]), /2999/)
})

test('the one date of a simpler source is where every repository goes on', async () => {
  const at = cloud.world.repositories[0]!.commits[8]!.date
  const ofStream = (name: string, stream_state: object) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name }, stream_state },
  })
  const state = [ofStream('commits', { date: at }), ofStream('pull_requests', { updated_on: coreTime(minute(50)) })]
  const read = await readFrom(cloud, { streams: ['commits', 'pull_requests'], state })
  const known = cloud.world.repositories.flatMap(({ commits }) => commits.filter(({ date }) => date > at))
  assert.deepEqual(new Set(read.records.commits?.map(({ hash }) => hash)), new Set(known.map(({ hash }) => hash)))
  assert.ok(read.records.pull_requests?.every(({ updated_on }) => updated_on >= coreTime(minute(50))))
  assert.ok(read.records.pull_requests!.length > 0)
  assert.deepEqual((await again(read, ['commits', 'pull_requests'])).records, {})
})

test('only what was updated since the start date is read, and only pull requests in the state asked for', async () => {
  const start = `${new Date(minute(5)).toISOString().slice(0, 19)}Z`
  const config = { start_date: start, pull_request_state: 'MERGED' }
  const { records, failure } = await readFrom(cloud, {
    streams: ['pull_requests', 'commits'],
    config,
    mode: 'full_refresh',
  })
  assert.equal(failure, undefined)
  assert.ok(records.pull_requests!.length > 0)
  assert.ok(records.pull_requests!.every(({ state }) => state === 'MERGED'))
  const wanted = cloud.world.repositories.flatMap(({ commits }) =>
    commits.filter(({ date }) => date >= start.slice(0, 19)),
  )
  assert.ok(wanted.length > 0)
  assert.equal(records.commits?.length, wanted.length)
})

test('repositories that are gone are reported where that is wanted', async () => {
  const config = { report_deletions: true }
  const first = await readFrom(cloud, { streams: ['repositories'], config })
  const [gone] = cloud.world.repositories.splice(1, 1)
  const second = await again(first, ['repositories'], { config })
  const [tombstone, ...others] = second.records.repositories!
  assert.deepEqual([tombstone!.uuid, others], [gone!.object.uuid, []])
  assert.ok(tombstone!._deleted_on)
  assert.deepEqual((await again(second, ['repositories'], { config })).records, {})
})
