import type { Page, PageRequest } from '@pail/db'
import { expressionBuilder } from 'kysely'
import type { Db, Tables } from '../../../db/tables/index.ts'
import type { Known } from '../../../kernel/actor.ts'
import { explicitly } from '../../repositories/access.ts'
import type { Repository } from '../../repositories/repository.ts'
import * as users from '../../users/store.ts'
import type { Workspace } from '../../workspaces/workspace.ts'
import type { Asked } from '../asked.ts'
import { type Ground, hunt } from '../hunt.ts'
import { marksIn } from '../marks.ts'
import { type Marked, pageOf } from '../page.ts'
import type { Person } from './view.ts'

const eb = expressionBuilder<Tables, 'users'>()

/** Whom it is looked for among: the members of a workspace, or those of them who may read a repository. */
export interface Among {
  workspace?: Workspace
  repository?: Repository
}

export async function search(
  db: Db,
  user: Known,
  asked: Asked,
  { among, page }: { among: Among; page: PageRequest },
): Promise<Page<Marked<Person>>> {
  const uuids = await hunt(db, groundOf(user, among), asked)
  const read = (shown: readonly string[]) => (user.isAdmin ? withAddresses(db, shown) : users.byUuids(db, shown))
  return pageOf<Person>(uuids, page, { read, mark: one => marksIn(textsOf(one), asked) })
}

async function withAddresses(db: Db, uuids: readonly string[]): Promise<Map<string, Person>> {
  const [found, emails] = await Promise.all([users.byUuids(db, uuids), users.primaryEmails(db, uuids)])
  return new Map([...found].map(([uuid, user]) => [uuid, { ...user, email: emails.get(uuid) }]))
}

/** Those who can sign in; to all but administrators only oneself and those of one's own workspaces. */
export function groundOf(user: Known, { workspace, repository }: Among): Ground {
  const people = [eb('users.kind', '=', 'person'), eb('users.status', '=', 'active')]
  const known = user.isAdmin ? [] : [eb.or([eb('users.uuid', '=', user.uuid), eb('users.uuid', 'in', besides(user))])]
  const there = workspace ? [eb('users.uuid', 'in', membersOf(workspace))] : []
  const readers = repository?.isPrivate ? [eb.exists(readBy(repository))] : []
  return {
    texts: 'user_texts',
    tables: ['users'],
    where: [...people, ...known, ...there, ...readers],
    isNarrow: !user.isAdmin || workspace !== undefined,
    order: { column: 'users.display_name', descending: false },
    everywhere: user.isAdmin,
  }
}

const members = () => eb.selectFrom('memberships').select('memberships.user_uuid')

const membersOf = ({ uuid }: Workspace) => members().where('memberships.workspace_uuid', '=', uuid)

/** The repository, for a user who may read it without it being public. */
const readBy = ({ uuid }: Repository) =>
  eb
    .selectFrom('repositories')
    .where('repositories.uuid', '=', uuid)
    .where(explicitly(eb.ref('users.uuid'), 'read'))
    .select('repositories.uuid')

/** The lists of members that the caller may read. */
const besides = ({ uuid }: Known) =>
  members().where(
    'memberships.workspace_uuid',
    'in',
    eb.selectFrom('memberships as own').where('own.user_uuid', '=', uuid).select('own.workspace_uuid'),
  )

/** As the document shows them. */
const textsOf = (person: Person) => ({
  display_name: person.displayName,
  nickname: person.nickname,
  username: person.username,
  email: person.email,
})
