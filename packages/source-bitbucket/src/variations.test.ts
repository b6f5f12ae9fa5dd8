import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { Ajv } from 'ajv'
import { discover } from './index.ts'
import {
  type Cloud,
  type Heard,
  makeDeployment,
  makePullRequest,
  makeRepository,
  minute,
  openCloud,
  push,
  readFrom,
  STREAMS,
  serviceTime,
  shapes,
  type Wire,
} from './testing/index.ts'

let cloud: Cloud
beforeEach(async () => {
  cloud = await openCloud()
})
afterEach(() => cloud.close())

const catalog = discover()
const keyOf = (stream: string, record: Wire) =>
  catalog.streams
    .find(({ name }) => name === stream)!
    .source_defined_primary_key.map(path => path.reduce<unknown>((value, name) => (value as Wire)?.[name], record))
const keys = ({ records }: Heard, stream: string) =>
  (records[stream] ?? []).map(record => keyOf(stream, record).join(' ')).sort()
const counts = ({ records }: Heard) =>
  Object.fromEntries(Object.entries(records).map(([name, list]) => [name, list.length]))
/** Those that keep a state; the others are read anew each time. */
const INCREMENTAL = catalog.streams
  .filter(({ supported_sync_modes }) => supported_sync_modes.includes('incremental'))
  .map(({ name }) => name)
const touch = (index: number, at: number) =>
  Object.assign(cloud.world.repositories[index]!.object, { updated_on: new Date(at).toISOString() })

/** Without what is not always there. */
function makeSparse(): void {
  for (const kept of cloud.world.repositories) {
    for (const name of ['project', 'mainbranch', 'language', 'description', 'parent', 'size', 'override_settings'])
      delete kept.object[name]
    for (const pull of kept.pullRequests) {
      Object.assign(pull.source, { repository: null })
      for (const name of ['author', 'closed_by', 'description', 'summary', 'reviewers', 'participants', 'draft'])
        delete pull[name]
    }
    for (const commit of kept.commits) {
      for (const name of ['committer', 'rendered', 'properties', 'summary']) delete commit[name]
      delete commit.author.user
    }
    for (const deployment of kept.deployments) {
      for (const name of ['last_update_time', 'key', 'number', 'step', 'name', 'version']) delete deployment[name]
      delete deployment.release.commit
    }
    for (const pipeline of kept.pipelines)
      for (const name of ['creator', 'target', 'trigger', 'links']) delete pipeline[name]
    for (const step of [...kept.steps.values()].flat())
      for (const name of ['started_on', 'image', 'name', 'script_commands']) delete step[name]
    for (const issue of kept.issues) for (const name of ['reporter', 'assignee', 'content', 'votes']) delete issue[name]
  }
  for (const member of cloud.world.members)
    for (const name of ['nickname', 'account_id', 'links']) delete member.user[name]
  for (const project of cloud.world.projects)
    for (const name of ['owner', 'description', 'updated_on']) delete project[name]
}

const ajv = new Ajv({ strict: false, validateFormats: false })

function assertSound(read: Heard): void {
  assert.deepEqual(read.errors, [])
  for (const { name, json_schema } of catalog.streams) {
    const { $schema: _, ...schema } = json_schema
    const check = ajv.compile(schema)
    for (const record of read.records[name] ?? []) {
      assert.ok(check(record), `${name}: ${ajv.errorsText(check.errors)}`)
      assert.ok(
        keyOf(name, record).every(part => part !== null && part !== undefined),
        name,
      )
    }
    assert.equal(new Set(keys(read, name)).size, read.records[name]?.length, name)
  }
}

test('every record fits the schema of its stream and has a key of its own', async () => {
  const read = await readFrom(cloud)
  assert.deepEqual(Object.keys(read.records).sort(), [...STREAMS].sort())
  assertSound(read)
})

test('members that are not always there may be missing', async () => {
  const whole = counts(await readFrom(cloud))
  makeSparse()
  const read = await readFrom(cloud)
  assertSound(read)
  assert.deepEqual(counts(read), whole)
  assert.ok(read.records.deployments!.every(({ cursor_at }) => typeof cursor_at === 'string'))
})

test('what is missing does not hide what changed later', async () => {
  makeSparse()
  const { state } = await readFrom(cloud)
  const kept = cloud.world.repositories[0]!
  makeDeployment(cloud.world, kept, 50)
  makePullRequest(cloud.world, kept, { id: 50, at: minute(300) })
  const next = await readFrom(cloud, {
    state,
    streams: ['pull_requests', 'deployments', 'pipelines', 'pipeline_steps'],
  })
  assert.deepEqual(counts(next), { pull_requests: 1, deployments: 1, pipelines: 1, pipeline_steps: 2 })
})

test('records are what the server says, whole, with what makes their keys beside it', async () => {
  const { records } = await readFrom(cloud)
  const kept = cloud.world.repositories[0]!
  const { repository_uuid, workspace, ...rest } = records.pull_requests!.find(
    ({ repository_uuid, id }) => repository_uuid === kept.object.uuid && id === 3,
  )!
  assert.deepEqual([rest, repository_uuid, workspace], [kept.pullRequests[2], kept.object.uuid, 'acme'])
  assert.equal(records.workspace_users![0]!.uuid, cloud.world.members[0]!.user.uuid)
})

test('reading everything twice gives the same twice', async () => {
  const [one, two] = [await readFrom(cloud, { mode: 'full_refresh' }), await readFrom(cloud, { mode: 'full_refresh' })]
  for (const name of STREAMS) assert.deepEqual(keys(one, name), keys(two, name))
})

test('a full refresh reads everything, whatever the state says, and says a state all the same', async () => {
  const first = await readFrom(cloud)
  const again = await readFrom(cloud, { mode: 'full_refresh', state: first.state })
  assert.deepEqual(counts(again), counts(first))
  assert.deepEqual(again.state.map(({ stream }) => stream.stream_descriptor.name).sort(), [...STREAMS].sort())
})

test('where nothing is new nothing is read, by one request for each repository and stream', async () => {
  const first = await readFrom(cloud, { streams: INCREMENTAL })
  cloud.requests.length = 0
  const second = await readFrom(cloud, { streams: INCREMENTAL, state: first.state })
  assert.deepEqual(second.records, {})
  const lists = 2
  assert.ok(cloud.requests.length <= lists + (INCREMENTAL.length - 1) * cloud.world.repositories.length)
  const alone = cloud.requests.length
  const only = await readFrom(cloud, { streams: ['repositories'], state: second.state })
  assert.deepEqual([only.records, cloud.requests.length - alone], [{}, 1])
})

test('states only go forward, each a place to go on from', async () => {
  const { messages, records } = await readFrom(cloud, { streams: INCREMENTAL, config: { concurrency: 1 } })
  const said: Record<string, Set<string>> = {}
  const covered: Record<string, Wire> = {}
  const places: { state: Wire[]; before: Record<string, Set<string>> }[] = []
  for (const message of messages) {
    if (message.type === 'RECORD')
      (said[message.record.stream] ??= new Set()).add(keyOf(message.record.stream, message.record.data).join(' '))
    if (message.type !== 'STATE') continue
    covered[message.state.stream.stream_descriptor.name] = message.state
    places.push({
      state: Object.values(covered),
      before: Object.fromEntries(Object.entries(said).map(([name, list]) => [name, new Set(list)])),
    })
  }
  assert.ok(places.length >= INCREMENTAL.length)
  for (const { state, before } of places) {
    const rest = await readFrom(cloud, { streams: INCREMENTAL, state })
    for (const name of INCREMENTAL) {
      const all = (records[name] ?? []).map(record => keyOf(name, record).join(' '))
      const got = new Set([...(before[name] ?? []), ...keys(rest, name)])
      assert.deepEqual(
        all.filter(key => !got.has(key)),
        [],
        name,
      )
    }
  }
})

test('a state of the far future wants nothing, and is said again', async () => {
  const { state } = await readFrom(cloud, { streams: INCREMENTAL })
  const future = JSON.parse(JSON.stringify(state).replaceAll(/"20\d\d-[^"]+"/g, '"2999-01-01T00:00:00Z"'))
  const read = await readFrom(cloud, { streams: INCREMENTAL, state: future })
  assert.deepEqual([read.failure, read.records], [undefined, {}])
  assert.equal(read.state.length, INCREMENTAL.length)
})

test('the one cursor for all repositories that simpler sources keep is read', async () => {
  const at = new Date(minute(45)).toISOString()
  const of = (name: string, stream_state: Wire) => ({
    type: 'STREAM',
    stream: { stream_descriptor: { name }, stream_state },
  })
  const state = [of('pull_requests', { updated_on: at })]
  const read = await readFrom(cloud, { streams: ['pull_requests'], state })
  const expected = cloud.world.repositories.flatMap(({ pullRequests }) =>
    pullRequests.filter(({ updated_on }) => Date.parse(updated_on) > Date.parse(at)),
  )
  assert.ok(expected.length > 0)
  assert.equal(read.records.pull_requests?.length, expected.length)
})

test('what was updated before the start date is not read', async () => {
  const start_date = new Date(minute(45)).toISOString().replace(/\.\d+/, '')
  const read = await readFrom(cloud, { config: { start_date }, streams: ['pull_requests', 'deployments'] })
  assert.ok(read.records.pull_requests!.every(({ updated_on }) => Date.parse(updated_on) >= Date.parse(start_date)))
  assert.ok(read.records.deployments!.every(({ cursor_at }) => Date.parse(cursor_at) >= Date.parse(start_date)))
  assert.ok(read.records.pull_requests!.length < 24 && read.records.deployments!.length < 18)
})

test('a repository that is renamed is the same, and a new one is read from its beginning', async () => {
  const streams = ['pull_requests', 'commits']
  const { state } = await readFrom(cloud, { streams })
  Object.assign(cloud.world.repositories[0]!.object, { slug: 'shop', name: 'shop', full_name: 'acme/shop' })
  const old = makeRepository(cloud.world, 9)
  const read = await readFrom(cloud, { streams, state })
  assert.deepEqual(counts(read), { pull_requests: old.pullRequests.length, commits: old.commits.length })
  assert.ok(read.records.commits!.every(({ repository_uuid }) => repository_uuid === old.object.uuid))
})

test('commits that a force push brings are read, whatever dates they have', async () => {
  const kept = cloud.world.repositories[0]!
  const { state } = await readFrom(cloud, { streams: ['commits'] })
  const [root] = kept.commits as [Wire]
  const rewritten = push(cloud.world, kept, 'main', minute(-5000), root.hash)
  const ahead = push(cloud.world, kept, 'main', Date.UTC(2999, 0))
  touch(0, minute(100))
  const read = await readFrom(cloud, { streams: ['commits'], state })
  assert.deepEqual(read.records.commits!.map(({ hash }) => hash).sort(), [rewritten.hash, ahead.hash].sort())
  const again = push(cloud.world, kept, 'main', minute(101))
  touch(0, minute(102))
  const later = await readFrom(cloud, { streams: ['commits'], state: read.state })
  assert.deepEqual(
    later.records.commits!.map(({ hash }) => hash),
    [again.hash],
  )
})

test('heads that the server has forgotten do not stand in the way', async () => {
  const kept = cloud.world.repositories[0]!
  const { state } = await readFrom(cloud, { streams: ['commits'] })
  const gone = kept.branches.get('feature/one')!
  kept.branches.delete('feature/one')
  kept.commits.splice(
    kept.commits.findIndex(({ hash }) => hash === gone),
    1,
  )
  const made = push(cloud.world, kept, 'main', minute(100))
  touch(0, minute(100))
  const read = await readFrom(cloud, { streams: ['commits'], state })
  assert.equal(read.failure, undefined)
  assert.ok(read.records.commits!.some(({ hash }) => hash === made.hash))
})

test('a deployment is followed until it has ended, also behind hundreds of newer ones', async () => {
  const kept = cloud.world.repositories[0]!
  const open = kept.deployments.find(({ state }) => state.name === 'IN_PROGRESS')!
  const first = await readFrom(cloud, { streams: ['deployments'] })
  const before = first.records.deployments!.find(({ uuid }) => uuid === open.uuid)!
  assert.deepEqual([before.completed_on, before.environment.name], [null, 'Staging'])
  for (let number = 101; number <= 350; number++) if (number % 6 !== 0) makeDeployment(cloud.world, kept, number)
  const endedAt = minute(600)
  Object.assign(open, { state: shapes.ended(minute(46), endedAt), last_update_time: serviceTime(endedAt) })
  const second = await readFrom(cloud, { streams: ['deployments'], state: first.state })
  const after = second.records.deployments!.find(({ uuid }) => uuid === open.uuid)!
  assert.equal(Date.parse(after.completed_on), endedAt)
  assert.equal(second.records.deployments!.length, 1 + kept.deployments.length - 6)
  assert.equal(new Set(keys(second, 'deployments')).size, second.records.deployments!.length)
  assert.deepEqual((await readFrom(cloud, { streams: ['deployments'], state: second.state })).records, {})
})

test('moments are compared to their last digit, in both dialects', async () => {
  const kept = cloud.world.repositories[0]!
  const one = {
    ...kept.deployments[0]!,
    uuid: '{00000000-0000-4000-8000-000000000001}',
    last_update_time: '2024-06-02T08:58:19.1439701Z',
  }
  const two = {
    ...one,
    uuid: '{00000000-0000-4000-8000-000000000002}',
    last_update_time: '2024-06-02T08:58:19.14397012Z',
  }
  kept.deployments.push(one)
  const { state } = await readFrom(cloud, { streams: ['deployments'] })
  kept.deployments.push(two)
  const read = await readFrom(cloud, { streams: ['deployments'], state })
  assert.deepEqual(
    read.records.deployments?.map(({ uuid }) => uuid),
    [two.uuid],
  )
  const [pull] = kept.pullRequests as [Wire]
  pull.updated_on = '2024-06-02T08:58:19+00:00'
  const pulls = await readFrom(cloud, { streams: ['pull_requests'] })
  pull.updated_on = '2024-06-02T08:58:19.000001+00:00'
  const next = await readFrom(cloud, { streams: ['pull_requests'], state: pulls.state })
  assert.deepEqual(
    next.records.pull_requests?.map(({ id }) => id),
    [pull.id],
  )
})

test('lists that are there without a slash at their end only are read as well', async () => {
  cloud.ways.wantsSlash = false
  const read = await readFrom(cloud, { streams: ['deployments'] })
  assert.deepEqual([read.failure, read.records.deployments?.length], [undefined, 18])
  assert.ok(read.records.deployments!.every(({ environment }) => environment.name === 'Staging'))
})

test('a list that shrinks while it is read loses nothing', async () => {
  const kept = cloud.world.repositories[0]!
  for (let id = 100; id < 200; id++) makePullRequest(cloud.world, kept, { id, at: minute(id), state: 'OPEN' })
  const merged = kept.pullRequests.at(-1)!
  cloud.before = request => {
    if (/page=2/.test(request)) merged.state = 'MERGED'
  }
  const read = await readFrom(cloud, { streams: ['pull_requests'], config: { pull_request_state: 'OPEN' } })
  const open = kept.pullRequests.filter(({ state }) => state === 'OPEN').map(({ id }) => id)
  const got = new Set(
    read.records
      .pull_requests!.filter(({ repository_uuid }) => repository_uuid === kept.object.uuid)
      .map(({ id }) => id),
  )
  assert.deepEqual(
    open.filter(id => !got.has(id)),
    [],
  )
})

test('what is updated while it is read is read in its newest form, now or the next time', async () => {
  const kept = cloud.world.repositories[0]!
  for (let id = 100; id < 200; id++) makePullRequest(cloud.world, kept, { id, at: minute(id) })
  const changed = kept.pullRequests.at(-1)!
  cloud.before = request => {
    if (/page=2/.test(request))
      Object.assign(changed, { title: 'Changed', updated_on: new Date(minute(900)).toISOString() })
  }
  const first = await readFrom(cloud, { streams: ['pull_requests'] })
  cloud.before = undefined
  const second = await readFrom(cloud, { streams: ['pull_requests'], state: first.state })
  const seen = [...first.records.pull_requests!, ...(second.records.pull_requests ?? [])].filter(
    ({ id }) => id === changed.id,
  )
  assert.equal(seen.at(-1)?.title, 'Changed')
})

test('a server is named by its host or its root, and a workspace by its name or its uuid', async () => {
  const { uuid } = cloud.world.members[0]!.workspace
  for (const base_url of [cloud.origin, `${cloud.origin}/`, `${cloud.url}/`])
    for (const workspace of ['acme', uuid]) {
      const read = await readFrom(cloud, { config: { base_url, workspace }, streams: ['tags', 'projects'] })
      assert.deepEqual([read.failure, counts(read)], [undefined, { tags: 3, projects: 2 }])
      assert.ok(read.records.tags!.every(record => record.workspace === 'acme'))
    }
})

test('only the repositories that are wanted are read', async () => {
  const read = await readFrom(cloud, {
    streams: ['tags'],
    config: { repositories: ['part-*'], excluded_repositories: ['part-2'] },
  })
  assert.deepEqual(
    [...new Set(read.records.tags!.map(({ repository_uuid }) => repository_uuid))],
    [cloud.world.repositories[1]!.object.uuid],
  )
})

test('repositories that are gone are told of where that is wanted', async () => {
  const config = { report_deletions: true }
  const { state } = await readFrom(cloud, { streams: ['repositories'], config })
  const [gone] = cloud.world.repositories.splice(1, 1) as [Cloud['world']['repositories'][0]]
  const read = await readFrom(cloud, { streams: ['repositories'], config, state })
  assert.deepEqual(
    read.records.repositories?.map(({ uuid, _deleted_on }) => [uuid, typeof _deleted_on]),
    [[gone.object.uuid, 'string']],
  )
  assert.deepEqual((await readFrom(cloud, { streams: ['repositories'], config, state: read.state })).records, {})
})
