import { inOrder, type Page, type PageRequest, paginate, recalling } from '@pail/db'
import { expressionBuilder } from 'kysely'
import type { Db, Tables } from '../../db/tables/index.ts'
import { Lasting } from '../../kernel/answer.ts'
import { visible } from '../repositories/access.ts'
import type { Repository } from '../repositories/repository.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import { pullRequestFields } from './fields.ts'
import { type Asked, finding } from './finding.ts'
import type { PullRequest } from './pull-request.ts'
import { fromRow } from './row.ts'
import { withRepositories } from './store.ts'

const eb = expressionBuilder<Tables, 'repositories'>()

type Paged = { page: PageRequest }

/** Pages are large: so many are remembered. */
const recall = recalling<Page<PullRequest>>(20)

/** The pull requests of a repository, newest first unless told otherwise; the same page while nothing changes. */
export async function list(db: Db, repository: Repository, asked: Asked & Paged): Promise<Lasting<Page<PullRequest>>> {
  const { actor, states, filter, page } = asked
  const key = [repository.uuid, actor?.uuid, states, filter, page]
  const found = await recall(db, key, () => read(db, repository, asked))
  return new Lasting(found, found)
}

async function read(db: Db, repository: Repository, asked: Asked & Paged): Promise<Page<PullRequest>> {
  const query = finding(db, asked).where('pull_requests.repository_uuid', '=', repository.uuid)
  return paginate(query.selectAll('pull_requests').$call(ordered(asked, 'pull_requests.id')), asked.page, row =>
    fromRow(row, repository),
  )
}

/** Those of an author, wherever the caller may see them. */
export async function listByAuthor(
  db: Db,
  author: { uuid: string },
  { workspace, page, ...asked }: Asked & Paged & { workspace?: Workspace },
): Promise<Page<PullRequest>> {
  const query = finding(db, { ...asked, isAnywhere: true })
    .where('pull_requests.author_uuid', '=', author.uuid)
    .where(visible(asked.actor))
    .$if(workspace !== undefined, those => those.where(eb('repositories.workspace_uuid', '=', workspace!.uuid)))
  const found = await paginate(
    query.selectAll('pull_requests').$call(ordered(asked, 'pull_requests.uuid')),
    page,
    row => row,
  )
  return { ...found, values: await withRepositories(db, found.values) }
}

/** Those that bring a commit, whatever has become of them. */
export async function listByCommit(
  db: Db,
  { repository, hash }: { repository: Repository; hash: string },
  page: PageRequest,
): Promise<Page<PullRequest>> {
  const query = db
    .selectFrom('pull_request_commits')
    .innerJoin('pull_requests', 'pull_requests.uuid', 'pull_request_commits.pull_request_uuid')
    .where('pull_request_commits.repository_uuid', '=', repository.uuid)
    .where('pull_request_commits.commit_hash', '=', hash)
    .selectAll('pull_requests')
    .orderBy('pull_requests.id', 'desc')
  return paginate(query, page, row => fromRow(row, repository))
}

const NEWEST_FIRST = { path: 'created_on', descending: true } as const

const ordered = ({ filter }: Asked, unique: 'pull_requests.id' | 'pull_requests.uuid') => {
  const isById = unique === 'pull_requests.id' && !filter.sort
  return inOrder(filter.sort ?? (isById ? { path: 'id', descending: true } : NEWEST_FIRST), pullRequestFields, unique)
}
