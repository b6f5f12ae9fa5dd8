import * as shapes from './shapes.ts'
import { hashOf, minute, type Wire } from './wire.ts'

/** A repository with everything in it, in the order in which it came to be. */
export interface Kept {
  object: Wire
  commits: Wire[]
  branches: Map<string, string>
  tags: Map<string, string>
  pullRequests: Wire[]
  /** By the number of the pull request, oldest first. */
  activity: Map<number, Wire[]>
  environments: Wire[]
  deployments: Wire[]
  pipelines: Wire[]
  /** By the uuid of the pipeline. */
  steps: Map<string, Wire[]>
  issues: Wire[]
}

/** A workspace that tests change as they like while it is being read. */
export interface World {
  /** The root of the API that its links name. */
  api: string
  slug: string
  repositories: Kept[]
  members: Wire[]
  projects: Wire[]
}

const STATES = ['OPEN', 'MERGED', 'DECLINED', 'SUPERSEDED']

export interface Size {
  repositories: number
  commits: number
  pullRequests: number
  deployments: number
}
const SMALL: Size = { repositories: 3, commits: 12, pullRequests: 8, deployments: 6 }

/** Repositories with a bit of everything; the first has no pipelines to show, the last no issue tracker. */
export function makeWorld(api: string, size: Partial<Size> = {}): World {
  const wanted = { ...SMALL, ...size }
  const slug = 'acme'
  const world: World = {
    api,
    slug,
    repositories: [],
    members: ['Ada', 'Bob'].map(name => shapes.membership(api, slug, name)),
    projects: ['SITE', 'TOOLS'].map(key => shapes.project(api, slug, key)),
  }
  for (let number = 0; number < wanted.repositories; number++) makeRepository(world, number, wanted)
  const last = world.repositories.at(-1)
  if (last) Object.assign(last.object, { has_issues: false })
  return world
}

export function makeRepository(world: World, number: number, size: Partial<Size> = {}): Kept {
  const wanted = { ...SMALL, ...size }
  const object = shapes.repository(world.api, world.slug, number === 0 ? 'site' : `part-${number}`, minute(10 + number))
  const kept: Kept = {
    object,
    commits: [],
    branches: new Map(),
    tags: new Map(),
    pullRequests: [],
    activity: new Map(),
    environments: ['Test', 'Staging', 'Production'].map(name => shapes.environment(object, name)),
    deployments: [],
    pipelines: [],
    steps: new Map(),
    issues: [],
  }
  world.repositories.push(kept)
  for (let at = 0; at < wanted.commits; at++) push(world, kept, at % 4 === 3 ? 'feature/one' : 'main', minute(at))
  if (kept.commits[0]) kept.tags.set('v1.0', kept.commits[0].hash)
  for (let id = 1; id <= wanted.pullRequests; id++)
    makePullRequest(world, kept, { id, at: minute(20 + ((id * 7) % 40)) })
  for (let one = 1; one <= wanted.deployments; one++) makeDeployment(world, kept, one)
  for (let id = 1; id <= 3; id++) kept.issues.push(shapes.issue(world.api, object, { id, at: minute(30 + id) }))
  return kept
}

/** A new commit at the tip of a branch, which starts from main. Does not touch the repository's own date. */
export function push(world: World, kept: Kept, branch: string, at: number, parent?: string): Wire {
  const from = parent ?? kept.branches.get(branch) ?? kept.branches.get('main')
  const hash = hashOf(`${kept.object.slug} ${branch} ${kept.commits.length} ${at}`)
  const made = shapes.commit(world.api, kept.object, { hash, parents: from ? [from] : [], at })
  kept.commits.push(made)
  kept.branches.set(branch, hash)
  return made
}

export function makePullRequest(
  world: World,
  kept: Kept,
  { id, at, state }: { id: number; at: number; state?: string },
): Wire {
  const made = shapes.pullRequest(world.api, kept.object, { id, at, state: state ?? STATES[id % 4]! })
  kept.pullRequests.push(made)
  const kinds = ['update', 'comment', 'approval', 'changes_requested'] as const
  kept.activity.set(
    id,
    kinds.slice(0, 1 + (id % 4)).map((kind, step) => shapes.activity(world.api, made, at - (4 - step) * 1000, kind)),
  )
  return made
}

/** A pipeline of two steps and what it deploys; every sixth is still under way. */
export function makeDeployment(world: World, kept: Kept, number: number): void {
  const { api } = world
  const at = minute(40 + number)
  const when = { number, at, ...(number % 6 !== 0 && { endedAt: at + 61_000 }) }
  kept.deployments.push(shapes.deployment(api, kept.object, when))
  const pipeline = shapes.pipeline(api, kept.object, when)
  kept.pipelines.push(pipeline)
  kept.steps.set(
    pipeline.uuid,
    [1, 2].map(step => shapes.step(pipeline, step, at, when.endedAt)),
  )
}
