import { type Static, Type } from 'typebox'
import { links as at, type Site } from '../../kernel/links.ts'
import { choice, count, embedAll, links, text, view } from '../../kernel/view.ts'
import { BRANCH_TYPES } from '../branching-model/branching-model.ts'
import { groupView } from '../projects/permissions/view.ts'
import { fullName } from '../repositories/repository.ts'
import { byUuids } from '../users/store.ts'
import { userView } from '../users/view.ts'
import { fromRow } from '../workspaces/groups/store.ts'
import { groupRows, workspaceOf } from './exempt.ts'
import { KINDS, type Restriction } from './restriction.ts'

const MATCHES = ['glob', 'branching_model'] as const

export const restrictionView = view<Restriction>('branchrestriction', {
  id: count(r => r.id),
  kind: choice(KINDS, r => r.kind),
  branch_match_kind: choice(MATCHES, r => r.match.by),
  branch_type: choice(BRANCH_TYPES, r => (r.match.by === 'branching_model' ? r.match.type : undefined)),
  pattern: text(r => (r.match.by === 'glob' ? r.match.pattern : '')),
  value: count(r => r.value),
  users: embedAll(
    () => userView,
    ({ users }, { load }) => present(users, uuid => load(byUuids, uuid)),
  ),
  groups: embedAll(
    () => groupView,
    async ({ groups, on }, { load }) => {
      const rows = await present(groups, uuid => load(groupRows, uuid))
      return rows.map(row => fromRow(row, workspaceOf(on)))
    },
  ),
  links: links({ self: ({ on, id }, { site }) => addressOf(site, { on, id }) }),
})

const present = async <T>(uuids: readonly string[], load: (uuid: string) => Promise<T | undefined>): Promise<T[]> =>
  (await Promise.all(uuids.map(load))).filter(one => one !== undefined)

/** Where a restriction is found. */
export const addressOf = (site: Site, { on, id }: Pick<Restriction, 'on' | 'id'>): string =>
  on.kind === 'repository'
    ? at.repositoryPart(site, fullName(on.repository), `branch-restrictions/${id}`)
    : at.projectRestriction(site, on.project.workspace.slug, on.project.key, id)

const oneOf = <const Word extends string>(words: readonly Word[]) =>
  Type.Unsafe<Word>(Type.Union(words.map(word => Type.Literal(word))))
const word = Type.Optional(Type.String())

const user = Type.Object({ uuid: word, account_id: word, username: word })
export type UserBody = Static<typeof user>

const group = Type.Object({
  slug: word,
  full_slug: word,
  owner: Type.Optional(Type.Object({ uuid: word, username: word })),
  workspace: Type.Optional(Type.Object({ uuid: word, slug: word })),
})
export type GroupBody = Static<typeof group>

const MOST_EXEMPT = 500

const said = {
  branch_match_kind: Type.Optional(oneOf(MATCHES)),
  branch_type: Type.Optional(Type.Union([oneOf(BRANCH_TYPES), Type.Literal(''), Type.Null()])),
  pattern: Type.Optional(Type.String()),
  value: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
  users: Type.Optional(Type.Array(user, { maxItems: MOST_EXEMPT })),
  groups: Type.Optional(Type.Array(group, { maxItems: MOST_EXEMPT })),
}

export const newRestrictionInput = Type.Object({ kind: oneOf(KINDS), ...said })
export type NewRestrictionBody = Static<typeof newRestrictionInput>

/** What is left out stays. */
export const restrictionInput = Type.Object({ kind: Type.Optional(oneOf(KINDS)), ...said })
export type RestrictionBody = Static<typeof restrictionInput>

/** Exactly this kind, or exactly this pattern. */
export const restrictionQuery = Type.Object({ kind: word, pattern: word })
