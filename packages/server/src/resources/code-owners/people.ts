import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../db/tables/index.ts'
import { asHolder } from '../repositories/holder.ts'
import { hasAccess } from '../repositories/holder-access.ts'
import type { Repository } from '../repositories/repository.ts'
import * as users from '../users/store.ts'
import type { User } from '../users/user.ts'
import { type CodeOwners, missingOwners, type Requirement, requirements } from './code-owners.ts'
import type { Owner } from './owner.ts'

/**
 * The people behind each owner, by its text: uuids of those who may read the repository. Nobody stands behind a name
 * that is not known or an address that was not confirmed.
 */
export async function peopleOf(
  db: Db,
  repository: Repository,
  owners: readonly Owner[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>()
  for (const owner of owners) {
    if (found.has(owner.text)) continue
    const present: string[] = []
    for (const user of await named(db, repository, owner))
      if (await hasAccess(db, asHolder(repository), user)) present.push(user.uuid)
    found.set(owner.text, present)
  }
  return found
}

/**
 * The owners of what changes of whom nobody approved. The author's word is not asked: where nobody else stands behind
 * the owners of a line, that line is met.
 */
export async function ownersMissing(
  db: Db,
  { repository, file, paths }: { repository: Repository; file: CodeOwners; paths: readonly string[] },
  { author, approvers }: { author: string; approvers: ReadonlySet<string> },
): Promise<readonly string[]> {
  const required = await requiredFor(file, paths)
  const people = await peopleOf(
    db,
    repository,
    required.flatMap(({ owners }) => owners),
  )
  const others = (owner: Owner) => (people.get(owner.text) ?? []).filter(uuid => uuid !== author)
  const askable = required.filter(({ owners }) => owners.some(owner => others(owner).length > 0))
  return missingOwners(askable, owner => others(owner).some(uuid => approvers.has(uuid)))
}

/** So many paths are held against the file at a time; others are served in between. */
const AT_ONCE = 100

async function requiredFor(file: CodeOwners, paths: readonly string[]): Promise<Requirement[]> {
  const byLine = new Map<number, Requirement>()
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    for (const one of requirements(file, paths.slice(at, at + AT_ONCE))) byLine.set(one.line, one)
    if (at + AT_ONCE < paths.length) await setImmediate()
  }
  return [...byLine.values()].sort((one, other) => one.line - other.line)
}

async function named(db: Db, repository: Repository, owner: Owner): Promise<User[]> {
  if (owner.kind === 'email') return byEmail(db, owner.email)
  if (owner.kind === 'group') return inGroup(db, repository, owner)
  const user = await users.seek(db, owner.username)
  return user ? [user] : []
}

async function byEmail(db: Db, email: string): Promise<User[]> {
  const rows = await db
    .selectFrom('users')
    .innerJoin('emails', 'emails.user_uuid', 'users.uuid')
    .where('emails.email', '=', email)
    .where('emails.is_confirmed', '=', 1)
    .selectAll('users')
    .execute()
  return rows.map(users.fromRow)
}

/** Groups of another workspace own nothing here. */
async function inGroup(db: Db, { workspace }: Repository, owner: Extract<Owner, { kind: 'group' }>): Promise<User[]> {
  if (owner.workspace !== workspace.slug) return []
  const rows = await db
    .selectFrom('groups')
    .innerJoin('group_members', 'group_members.group_uuid', 'groups.uuid')
    .innerJoin('users', 'users.uuid', 'group_members.user_uuid')
    .where('groups.workspace_uuid', '=', workspace.uuid)
    .where('groups.slug', '=', owner.slug)
    .selectAll('users')
    .orderBy('users.uuid')
    .execute()
  return rows.map(users.fromRow)
}
