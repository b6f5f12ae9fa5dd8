import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import {
  ACCESS_TOKEN,
  API_TOKEN,
  basicOf,
  type Cloud,
  EMAIL,
  makeDeployment,
  makePullRequest,
  makeRepository,
  minute,
  openCloud,
  push,
  readFrom,
  serviceTime,
  shapes,
  type Wire,
} from './testing/index.ts'

/** What changes while it is read, or between two reads. */
let cloud: Cloud
beforeEach(async () => {
  cloud = await openCloud({ repositories: 1 })
})
afterEach(() => cloud.close())

const site = () => cloud.world.repositories[0]!
/** Does something before the second page of a list is given, once. */
const beforeSecondPage = (deed: () => void, of = /page=2/): void => {
  cloud.before = request => {
    if (!of.test(request)) return
    cloud.before = undefined
    deed()
  }
}
const missing = (expected: readonly unknown[], got: readonly Wire[] | undefined, name: string) => {
  const found = (got ?? []).map(record => record[name])
  assert.equal(new Set(found).size, found.length, 'something came twice')
  return expected.filter(one => !found.includes(one))
}

test('a branch that is deleted while the branches are read hides no other', async () => {
  for (let number = 0; number < 130; number++) site().branches.set(`b${number}`, site().commits[0]!.hash)
  beforeSecondPage(() => site().branches.delete('b3'))
  const { failure, records } = await readFrom(cloud, { streams: ['branches'] })
  assert.equal(failure, undefined)
  assert.deepEqual(missing([...site().branches.keys()], records.branches, 'name'), [])
})

test('a branch that is deleted while the heads are read hides no commits', async () => {
  for (let number = 0; number < 130; number++)
    push(cloud.world, site(), `b${number}`, minute(number), site().commits[0]!.hash)
  beforeSecondPage(() => site().branches.delete('b3'))
  const { failure, records } = await readFrom(cloud, { streams: ['commits'] })
  assert.equal(failure, undefined)
  const [gone] = site().commits.slice(-127)
  assert.deepEqual(
    missing(
      site().commits.map(({ hash }) => hash),
      records.commits,
      'hash',
    ).filter(hash => hash !== gone!.hash),
    [],
  )
})

test('a repository that is deleted while the repositories are read hides no other', async () => {
  for (const stream of ['repositories', 'tags']) {
    for (let number = 1; number < 130; number++)
      makeRepository(cloud.world, number, { commits: 1, pullRequests: 0, deployments: 0 })
    beforeSecondPage(() => cloud.world.repositories.splice(3, 1))
    const { failure, records, logs } = await readFrom(cloud, { streams: [stream] })
    assert.equal(failure, undefined)
    const left = cloud.world.repositories.map(({ object }) => object.uuid)
    assert.deepEqual(missing(left, records[stream], stream === 'tags' ? 'repository_uuid' : 'uuid'), [])
    assert.ok(logs.every(line => !line.startsWith('ERROR')))
    cloud.world.repositories.length = 1
  }
})

test('a list that never stands still is a failure, and not half a list', async () => {
  for (let number = 0; number < 130; number++) site().branches.set(`b${number}`, site().commits[0]!.hash)
  let next = 0
  cloud.before = request => void (/page=2/.test(request) && site().branches.delete(`b${next++}`))
  const { failure, statuses } = await readFrom(cloud, { streams: ['branches'] })
  assert.match(failure?.message ?? '', /kept changing/)
  assert.equal(statuses.branches?.at(-1), 'INCOMPLETE')
})

test('a place in a list that the server has forgotten means to begin anew, and nothing is lost', async () => {
  for (let number = 0; number < 450; number++) push(cloud.world, site(), 'main', minute(number))
  const stop = new AbortController()
  cloud.before = request => {
    if (/commits.*page=4/.test(request)) stop.abort()
  }
  const first = await readFrom(cloud, { streams: ['commits'], options: { signal: stop.signal } })
  assert.ok(first.failure)
  cloud.before = undefined
  const gone = JSON.stringify({ type: 'error', error: { message: 'Invalid page' } })
  cloud.faults.push({
    on: /commits.*ctx=/,
    times: 1,
    play: response => response.writeHead(400, { 'content-type': 'application/json' }).end(gone),
  })
  const second = await readFrom(cloud, { streams: ['commits'], state: first.state })
  assert.equal(second.failure, undefined)
  const hashes = new Set([...(first.records.commits ?? []), ...second.records.commits!].map(({ hash }) => hash))
  assert.equal(hashes.size, site().commits.length)
})

test('a token that is taken back in the middle ends the read, and what was read stays read', async () => {
  cloud.before = request => {
    if (/refs\/tags/.test(request)) cloud.credentials.delete(basicOf(EMAIL, API_TOKEN))
  }
  const streams = ['commits', 'tags', 'projects']
  const first = await readFrom(cloud, { streams })
  assert.ok(first.failure)
  assert.deepEqual(
    [first.statuses.commits?.at(-1), first.statuses.tags?.at(-1), first.records.projects],
    ['COMPLETE', 'INCOMPLETE', undefined],
  )
  assert.equal(first.errors[0]?.failure_type, 'config_error')
  cloud.before = undefined
  const config = { credentials: { auth_type: 'access_token', access_token: ACCESS_TOKEN } }
  const second = await readFrom(cloud, { streams, state: first.state, config })
  assert.deepEqual([second.failure, second.records.commits, second.records.tags?.length], [undefined, undefined, 1])
})

test('what was said on pull requests since the last time is read, and nothing else of it', async () => {
  const streams = ['pull_request_activity']
  const { state } = await readFrom(cloud, { streams })
  const pull = makePullRequest(cloud.world, site(), { id: 40, at: minute(300) })
  site().activity.set(40, [])
  site()
    .activity.get(2)!
    .push(shapes.activity(cloud.url, site().pullRequests[1]!, minute(301), 'comment'))
  site()
    .activity.get(pull.id)!
    .push(shapes.activity(cloud.url, pull, minute(302), 'approval'))
  const { records } = await readFrom(cloud, { streams, state })
  assert.deepEqual(records.pull_request_activity!.map(({ pull_request_id, kind }) => [pull_request_id, kind]).sort(), [
    [2, 'comment'],
    [40, 'approval'],
  ])
})

test('a pipeline and its steps are followed until it has ended', async () => {
  const streams = ['pipelines', 'pipeline_steps']
  const open = site().pipelines.find(({ completed_on }) => completed_on === undefined)!
  const first = await readFrom(cloud, { streams })
  assert.equal(first.records.pipelines!.find(({ uuid }) => uuid === open.uuid)?.state.name, 'IN_PROGRESS')
  const ended = shapes.pipeline(cloud.url, site().object, {
    number: open.build_number,
    at: minute(46),
    endedAt: minute(400),
  })
  Object.assign(open, ended)
  site().steps.set(
    open.uuid,
    [1, 2, 3].map(number => shapes.step(open, number, minute(46), minute(400))),
  )
  makeDeployment(cloud.world, site(), 7)
  const second = await readFrom(cloud, { streams, state: first.state })
  assert.deepEqual(
    second.records
      .pipelines!.map(({ build_number, completed_on }) => [build_number, completed_on !== undefined])
      .sort(),
    [
      [6, true],
      [7, true],
    ],
  )
  assert.equal(second.records.pipeline_steps!.length, 3 + 2)
  assert.deepEqual((await readFrom(cloud, { streams, state: second.state })).records, {})
})

test('issues that were updated since the last time are read', async () => {
  site().object.has_issues = true
  const { state } = await readFrom(cloud, { streams: ['issues'] })
  Object.assign(site().issues[1]!, { state: 'resolved', updated_on: serviceTime(minute(500)) })
  const { records } = await readFrom(cloud, { streams: ['issues'], state })
  assert.deepEqual(
    records.issues!.map(({ id, state }) => [id, state]),
    [[2, 'resolved']],
  )
})

test('two that were updated in the same moment are both read, also when one comes late', async () => {
  const { state } = await readFrom(cloud, { streams: ['pull_requests'] })
  const [, late] = [
    makePullRequest(cloud.world, site(), { id: 60, at: minute(300) }),
    makePullRequest(cloud.world, site(), { id: 61, at: minute(300) }),
  ]
  site().pullRequests.pop()
  const first = await readFrom(cloud, { streams: ['pull_requests'], state })
  site().pullRequests.push(late)
  const second = await readFrom(cloud, { streams: ['pull_requests'], state: first.state })
  assert.deepEqual(
    [first.records.pull_requests!.map(({ id }) => id), second.records.pull_requests!.map(({ id }) => id)],
    [[60], [61]],
  )
})
