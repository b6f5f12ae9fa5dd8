import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openSqlite } from '@pail/db'
import { type Oid, oid } from '@pail/git'
import type { Db, Tables } from '@pail/server/db/tables/index'
import { makeProject } from '@pail/server/resources/projects/make'
import type { PullRequest } from '@pail/server/resources/pull-requests/pull-request'
import { toRow as toPullRequestRow } from '@pail/server/resources/pull-requests/row'
import { newRepository, type Repository } from '@pail/server/resources/repositories/repository'
import { toRow } from '@pail/server/resources/repositories/row'
import { enter } from '@pail/server/resources/workspaces/store'
import { ENVIRONMENT, git, type PailProcess, startPail, temporary } from '@pail/testkit'

/** How much the workspace `demo` holds: pull requests and commits are of all its repositories together. */
export interface Amount {
  repositories: number
  pullRequests: number
  commits: number
}

export const MUCH: Amount = { repositories: 200, pullRequests: 20_000, commits: 200_000 }
export const LITTLE: Amount = { repositories: 20, pullRequests: 1000, commits: 10_000 }

/** Branches that are not merged; each has a pull request that is open. */
const BRANCHES = 4

/** A workspace as it is after years, made without asking for it request by request. */
export async function serveWorkspace(amount: Amount): Promise<PailProcess> {
  const data = temporary('pail-source-')
  await (await startPail({}, data)).stop()
  const database = openSqlite<Tables>(join(data, 'pail.db'), { durable: false })
  const { workspace } = (await enter(database.reader, 'demo', ''))!
  const author = (await database.reader.selectFrom('users').select('uuid').executeTakeFirstOrThrow()).uuid
  const project = await database.transact(tx => makeProject(tx, workspace, { key: 'P', name: 'Project' }))
  for (let number = 0; number < amount.repositories; number++) {
    const slug = `repository-${number}`
    const made = newRepository({ uuid: randomUUID(), slug, project, createdOn: moment(0) }, {})
    const repository = { ...made, mainBranch: 'main', updatedOn: moment(number) }
    const tips = await makeRepository(data, repository, amount.commits / amount.repositories)
    const count = amount.pullRequests / amount.repositories
    await database.transact(async tx => {
      await tx.insertInto('repositories').values(toRow(repository)).execute()
      await insertPullRequests(tx, { repository, author, tips, count })
    })
  }
  await database.close()
  return startPail({ PAIL_LOG: 'error' }, data)
}

const moment = (minute: number) => new Date(Date.UTC(2025, 0, 1) + minute * 60_000).toISOString()

/** A repository as it is after upkeep; answers the tips of its branches, that of `main` first. */
async function makeRepository(data: string, { uuid, slug }: Repository, commits: number): Promise<Oid[]> {
  const folder = join(data, 'git', 'repositories', uuid.slice(0, 2), uuid.slice(2, 4), `${uuid}.git`)
  mkdirSync(folder, { recursive: true })
  await git(folder, 'init', '-q', '--bare', '-b', 'main', '--template=')
  const child = spawn('git', ['fast-import', '--quiet'], {
    cwd: folder,
    env: ENVIRONMENT,
    stdio: ['pipe', 'ignore', 'inherit'],
  })
  child.stdin.end([...history(slug, commits)].join(''))
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error('git fast-import failed')
  await git(folder, 'pack-refs', '--all')
  await git(folder, 'commit-graph', 'write', '--reachable')
  const tips = await git(folder, 'for-each-ref', '--format=%(objectname)', 'refs/heads/main', 'refs/heads')
  return tips.split('\n').map(oid)
}

const PEOPLE = ['Ada <ada@example.com>', 'Bob <bob@example.com>', 'Eve <eve@example.com>']

function* history(slug: string, commits: number): Generator<string> {
  for (let at = 0; at < commits - BRANCHES; at++) yield commit('main', at, slug)
  yield 'checkpoint\n\n'
  for (let at = 0; at < BRANCHES; at++)
    yield `reset refs/heads/change-${at}\nfrom refs/heads/main~${at + 1}\n\n${commit(`change-${at}`, commits + at, slug)}`
}

function commit(branch: string, at: number, slug: string): string {
  const message = `Change number ${at} of ${slug}\n\nWhat it is for, and how it was done.\n`
  const who = `${PEOPLE[at % PEOPLE.length]} ${1_735_689_600 + at * 600} +0000`
  const file = `M 100644 inline file-${at % 20}.txt\ndata ${String(at).length}\n${at}\n`
  return `commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\ndata ${message.length}\n${message}${file}\n`
}

interface Filling {
  repository: Repository
  author: string
  tips: readonly Oid[]
  count: number
}

async function insertPullRequests(tx: Db, { repository, author, tips, count }: Filling): Promise<void> {
  const made = Array.from({ length: count }, (_, at) => pullRequest(at, { repository, author, tips, count }))
  const rows = made.map(one => ({ ...toPullRequestRow(one), linked_hash: one.source.hash }))
  await tx.insertInto('pull_requests').values(rows).execute()
  const reviewers = made.map(({ uuid, createdOn }) => ({
    pull_request_uuid: uuid,
    user_uuid: author,
    is_reviewer: 1 as const,
    state: 'approved' as const,
    participated_on: createdOn,
    added_on: createdOn,
    place: 0,
  }))
  await tx.insertInto('pull_request_participants').values(reviewers).execute()
}

function pullRequest(at: number, { repository, author, tips }: Filling): PullRequest {
  const [main, ...branches] = tips
  const isOpen = at < BRANCHES
  return {
    uuid: randomUUID(),
    id: at + 1,
    repository,
    title: `Change number ${at}`,
    description: 'What it is for, and *how* it was done.\n\n- one thing\n- another thing\n',
    state: isOpen ? 'OPEN' : at % 5 === 0 ? 'DECLINED' : 'MERGED',
    isDraft: false,
    isQueued: false,
    authorUuid: author,
    closedByUuid: isOpen ? null : author,
    closedOn: isOpen ? null : moment(at + 1),
    reason: '',
    closesSourceBranch: true,
    source: { repositoryUuid: repository.uuid, branch: `change-${at}`, hash: branches[at % BRANCHES]! },
    destination: { branch: 'main', hash: main! },
    mergeHash: isOpen || at % 5 === 0 ? null : main!,
    commentCount: at % 7,
    taskCount: 0,
    createdOn: moment(at),
    updatedOn: moment(at * 2),
  }
}
