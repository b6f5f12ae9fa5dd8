import type { Page, PageRequest } from '@pail/db'
import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Db, Tables } from '../../../db/tables/index.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { PullRequest } from '../../pull-requests/pull-request.ts'
import { byUuids } from '../../pull-requests/store.ts'
import { visible } from '../../repositories/access.ts'
import * as users from '../../users/store.ts'
import type { User } from '../../users/user.ts'
import { type Ground, hunt } from '../hunt.ts'
import { type Mark, marksIn } from '../marks.ts'
import { type Marked, pageOf } from '../page.ts'
import type { Place } from '../within.ts'
import type { Wanted } from './wanted.ts'

const eb = expressionBuilder<Tables, 'repositories' | 'pull_requests'>()

export async function search(
  db: Db,
  actor: Actor,
  wanted: Wanted,
  page: PageRequest,
): Promise<Page<Marked<PullRequest>>> {
  const uuids = await hunt(db, groundOf(actor, wanted), wanted.asked)
  let authors = new Map<string, User>()
  const read = async (shown: readonly string[]) => {
    const found = await byUuids(db, shown)
    authors = await users.byUuids(db, [...new Set([...found.values()].map(one => one.authorUuid))])
    return found
  }
  return pageOf(uuids, page, { read, mark: one => marksOf(one, authors.get(one.authorUuid), wanted) })
}

/** The pull requests of the repositories that the caller may see. */
export function groundOf(actor: Actor, wanted: Omit<Wanted, 'asked'>): Ground {
  const conditions = [...placed(wanted), ...limited(wanted)]
  return {
    texts: 'pull_request_texts',
    tables: ['pull_requests', 'repositories'],
    ...(isNamed(wanted) ? {} : { path: ['repositories', 'pull_requests'] as const }),
    links: [eb('repositories.uuid', '=', eb.ref('pull_requests.repository_uuid'))],
    where: [visible(actor), ...conditions],
    isNarrow: !actor?.isAdmin || conditions.length > 0,
    order: { column: 'pull_requests.updated_on', descending: true },
  }
}

/** Whether something leads to the pull requests themselves. */
const isNamed = ({ repository, author, reviewer }: Omit<Wanted, 'asked'>): boolean =>
  [repository, author, reviewer].some(one => one !== undefined)

function placed({ workspace, project, repository }: Place): Expression<SqlBool>[] {
  if (repository) return [eb('pull_requests.repository_uuid', '=', repository.uuid)]
  if (project) return [eb('repositories.project_uuid', '=', project.uuid)]
  return workspace ? [eb('repositories.workspace_uuid', '=', workspace.uuid)] : []
}

function limited({ states, author, reviewer, source, destination }: Omit<Wanted, 'asked'>): Expression<SqlBool>[] {
  return [
    ...(states.length > 0 ? [eb('pull_requests.state', 'in', states)] : []),
    ...(author ? [eb('pull_requests.author_uuid', '=', author.uuid)] : []),
    ...(reviewer ? [eb('pull_requests.uuid', 'in', reviewedBy(reviewer))] : []),
    ...(source === undefined ? [] : [eb('pull_requests.source_branch', '=', source)]),
    ...(destination === undefined ? [] : [eb('pull_requests.destination_branch', '=', destination)]),
  ]
}

const reviewedBy = ({ uuid }: User) =>
  eb
    .selectFrom('pull_request_participants')
    .where('user_uuid', '=', uuid)
    .where('is_reviewer', '=', 1)
    .select('pull_request_uuid')

/** As the document shows them, the number as people write it. */
function marksOf(pullRequest: PullRequest, author: User | undefined, { asked }: Wanted): Mark[] {
  const fields = {
    id: `#${pullRequest.id}`,
    title: pullRequest.title,
    'source.branch.name': pullRequest.source.branch,
    'destination.branch.name': pullRequest.destination.branch,
    'author.display_name': author?.displayName,
    'author.nickname': author?.nickname,
    description: pullRequest.description,
  }
  return marksIn(fields, asked)
}
