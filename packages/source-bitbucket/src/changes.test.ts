import assert from 'node:assert/strict'
import { test } from 'node:test'
import { discover } from './index.ts'
import {
  type Cloud,
  type Kept,
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

/** Which courses of events are played; `PAIL_TEST_SEEDS=1-500` plays more. */
const [FIRST = 1, LAST = FIRST] = (process.env.PAIL_TEST_SEEDS ?? '1-2').split('-').map(Number)
const ROUNDS = 6

const streams = discover().streams.filter(({ supported_sync_modes }) => supported_sync_modes.includes('incremental'))
const keyOf = (stream: string, record: Wire) =>
  streams
    .find(({ name }) => name === stream)!
    .source_defined_primary_key.map(([name = '']) => record[name])
    .join(' ')

/** Numbers that look like chance, the same for the same seed. */
function chance(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761
  return below => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return Math.floor((((state ^ (state >>> 13)) >>> 0) / 2 ** 32) * below)
  }
}

/** What happens in a workspace between two reads, or while it is read. */
class Course {
  readonly cloud: Cloud
  readonly #pick: (below: number) => number
  #clock = 1000

  constructor(cloud: Cloud, pick: (below: number) => number) {
    this.cloud = cloud
    this.#pick = pick
  }

  happen(): void {
    const { world } = this.cloud
    const kept = this.#one(world.repositories)
    const deeds = [
      this.#push,
      this.#force,
      this.#drop,
      this.#open,
      this.#edit,
      this.#deploy,
      this.#finish,
      this.#say,
      this.#report,
    ]
    if (this.#pick(12) === 0 && world.repositories.length < 6)
      this.#moved(makeRepository(world, world.repositories.length + 50, { commits: 3 }))
    else deeds[this.#pick(deeds.length)]!.call(this, kept)
  }

  /** Time only goes on; what comes late is told of elsewhere. */
  #tick(): number {
    this.#clock += 1 + this.#pick(3)
    return this.#clock
  }

  #one<T>(list: readonly T[]): T {
    return list[this.#pick(list.length)]!
  }

  #moved({ object }: Kept): void {
    object.updated_on = new Date(minute(this.#tick())).toISOString()
  }

  #push(kept: Kept): void {
    // Its date is the author's, and may be any.
    for (let count = this.#pick(3); count >= 0; count--)
      push(this.cloud.world, kept, this.#one(['main', 'feature/one', `b${this.#pick(4)}`]), minute(this.#pick(4000)))
    this.#moved(kept)
  }

  #force(kept: Kept): void {
    const [branch] = this.#one([...kept.branches])
    push(this.cloud.world, kept, branch, minute(this.#tick()), this.#one(kept.commits).hash)
    this.#moved(kept)
  }

  #drop(kept: Kept): void {
    const [branch] = this.#one([...kept.branches])
    if (kept.branches.size > 1) kept.branches.delete(branch)
    this.#moved(kept)
  }

  #open(kept: Kept): void {
    const id = kept.pullRequests.length + 1
    makePullRequest(this.cloud.world, kept, { id, at: minute(this.#tick()), state: 'OPEN' })
  }

  #edit({ pullRequests }: Kept): void {
    const state = this.#one(['OPEN', 'MERGED', 'DECLINED'])
    Object.assign(this.#one(pullRequests), { state, updated_on: new Date(minute(this.#tick())).toISOString() })
  }

  #deploy(kept: Kept): void {
    makeDeployment(this.cloud.world, kept, kept.deployments.length + 1)
    const [deployment, pipeline] = [kept.deployments.at(-1)!, kept.pipelines.at(-1)!]
    const at = minute(this.#tick())
    Object.assign(deployment, { state: shapes.underway(at), last_update_time: serviceTime(at) })
    Object.assign(pipeline, { created_on: serviceTime(at), state: { name: 'IN_PROGRESS' } })
    delete pipeline.completed_on
    for (const step of kept.steps.get(pipeline.uuid)!) delete step.completed_on
  }

  #finish(kept: Kept): void {
    const open = kept.deployments.filter(({ state }) => state.name === 'IN_PROGRESS')
    if (open.length === 0) return
    const deployment = this.#one(open)
    const at = minute(this.#tick())
    const { started_on } = deployment.state
    Object.assign(deployment, { state: { ...shapes.ended(at, at), started_on }, last_update_time: serviceTime(at) })
    const pipeline = kept.pipelines.find(({ build_number }) => build_number === deployment.number)!
    Object.assign(pipeline, { state: { name: 'COMPLETED' }, completed_on: serviceTime(at) })
    for (const step of kept.steps.get(pipeline.uuid)!) step.completed_on = serviceTime(at)
  }

  #say(kept: Kept): void {
    const pull = this.#one(kept.pullRequests)
    const said = kept.activity.get(pull.id)!
    const at = minute(this.#tick()) + said.length
    said.push(shapes.activity(this.cloud.url, pull, at, this.#one(['comment', 'approval', 'update'])))
  }

  #report(kept: Kept): void {
    const id = kept.issues.length + 1
    kept.issues.push(shapes.issue(this.cloud.url, kept.object, { id, at: minute(this.#tick()) }))
  }
}

/** What a destination that keeps the newest of each key should have. */
function truth({ repositories }: Cloud['world']): Record<string, Map<string, string>> {
  const all = (stream: string, list: (kept: Kept) => Wire[], mark: (one: Wire) => unknown) =>
    new Map(
      repositories.flatMap(kept =>
        list(kept).map((one): [string, string] => [
          keyOf(stream, { repository_uuid: kept.object.uuid, ...one }),
          String(mark(one)),
        ]),
      ),
    )
  return {
    repositories: all(
      'repositories',
      ({ object }) => [object],
      one => one.updated_on,
    ),
    pull_requests: all(
      'pull_requests',
      kept => kept.pullRequests,
      one => one.updated_on + one.state,
    ),
    deployments: all(
      'deployments',
      kept => kept.deployments,
      one => one.state.name,
    ),
    pipelines: all(
      'pipelines',
      kept => kept.pipelines,
      one => one.completed_on,
    ),
    pipeline_steps: all(
      'pipeline_steps',
      ({ steps }) => [...steps].flatMap(([pipeline_uuid, list]) => list.map(step => ({ pipeline_uuid, ...step }))),
      one => one.completed_on,
    ),
    issues: all(
      'issues',
      kept => (kept.object.has_issues ? kept.issues : []),
      one => one.updated_on,
    ),
  }
}

const MARKS: Record<string, (one: Wire) => unknown> = {
  repositories: one => one.updated_on,
  pull_requests: one => one.updated_on + one.state,
  deployments: one => one.state.name,
  pipelines: one => one.completed_on ?? undefined,
  pipeline_steps: one => one.completed_on ?? undefined,
  issues: one => one.updated_on,
}

test('whatever happens between reads and during them, a destination has it after the next one', async () => {
  for (let seed = FIRST; seed <= LAST; seed++) {
    const cloud = await openCloud({ repositories: 3 })
    await play(cloud, seed).finally(() => cloud.close())
  }
})

async function play(cloud: Cloud, seed: number): Promise<void> {
  const pick = chance(seed)
  const course = new Course(cloud, pick)
  const kept: Record<string, Map<string, Wire>> = {}
  let state: Wire[] = []
  const read = async () => {
    const found = await readFrom(cloud, { streams: streams.map(({ name }) => name), state })
    assert.equal(found.failure, undefined, `seed ${seed}`)
    state = found.state
    for (const [name, records] of Object.entries(found.records))
      for (const record of records) (kept[name] ??= new Map()).set(keyOf(name, record), record)
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (let count = pick(6); count > 0; count--) course.happen()
    cloud.before = () => void (pick(10) === 0 && course.happen())
    await read()
    cloud.before = undefined
    await read()
    const expected = truth(cloud.world)
    for (const [name, list] of Object.entries(expected)) {
      const got = new Map([...(kept[name] ?? [])].map(([key, record]) => [key, String(MARKS[name]!(record))]))
      assert.deepEqual([...got].sort(), [...list].sort(), `seed ${seed}, round ${round}: ${name}`)
    }
    assertCommits(cloud, kept.commits!, `seed ${seed}, round ${round}`)
    for (const { object, activity } of cloud.world.repositories) {
      const count = [...kept.pull_request_activity!.values()].filter(one => one.repository_uuid === object.uuid).length
      assert.equal(count, [...activity.values()].flat().length, `seed ${seed}, round ${round}: activity`)
    }
  }
}

/** Those that branches reach are all there. */
function assertCommits({ world }: Cloud, got: ReadonlyMap<string, Wire>, what: string): void {
  for (const { object, commits, branches } of world.repositories) {
    const known = new Map(commits.map(commit => [commit.hash, commit]))
    const open = [...branches.values()]
    const seen = new Set<string>()
    for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
      if (seen.has(hash)) continue
      seen.add(hash)
      assert.ok(got.has(`${object.uuid} ${hash}`), `${what}: commit ${hash} of ${object.slug}`)
      open.push(...known.get(hash)!.parents.map((parent: Wire) => parent.hash))
    }
  }
}
