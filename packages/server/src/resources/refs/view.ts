import { type Static, Type } from 'typebox'
import { links as at } from '../../kernel/links.ts'
import { listed, text, union, type View, view } from '../../kernel/view.ts'
import { asTime, type Commit } from '../commits/commit.ts'
import { authorView } from '../commits/people.ts'
import { commitView } from '../commits/view.ts'
import { fullName } from '../repositories/repository.ts'
import { DEFAULT_MERGE_STRATEGY, MERGE_STRATEGIES, SYNC_STRATEGIES } from './merge-strategies.ts'
import type { Ref } from './ref.ts'

const oneOf = (strategies: readonly string[]) => Type.String({ enum: [...strategies] })

const target = listed.embed<Ref, Commit>(
  () => commitView,
  ({ repository, commit }) => commit && { repository, object: commit },
  'listed',
)

export const branchView: View<Ref> = view<Ref>('branch', {
  name: text(r => r.name),
  target,
  links: listed.links({
    self: (r, { site }) => at.branch(site, fullName(r.repository), r.name),
    commits: (r, { site }) => at.commitsOf(site, fullName(r.repository), r.name),
    html: (r, { site }) => at.branchPage(site, fullName(r.repository), r.name),
    pullrequest_create: (r, { site }) =>
      r.name === r.repository.mainBranch ? undefined : at.newPullRequest(site, fullName(r.repository), r.name),
  }),
  merge_strategies: listed.value(Type.Array(oneOf(MERGE_STRATEGIES)), () => MERGE_STRATEGIES),
  sync_strategies: listed.value(Type.Array(oneOf(SYNC_STRATEGIES)), () => SYNC_STRATEGIES),
  default_merge_strategy: listed.choice(MERGE_STRATEGIES, () => DEFAULT_MERGE_STRATEGY),
})

/** One that is not annotated has neither words nor anybody who said them. */
export const tagView: View<Ref> = view<Ref>('tag', {
  name: text(r => r.name),
  message: listed.text(r => r.tag?.message ?? null),
  date: listed.time(r => (r.tag?.tagger ? asTime(r.tag.tagger) : null)),
  tagger: listed.embed(
    () => authorView,
    r => r.tag?.tagger ?? null,
  ),
  target,
  links: listed.links({
    self: (r, { site }) => at.tag(site, fullName(r.repository), r.name),
    commits: (r, { site }) => at.commitsOf(site, fullName(r.repository), r.name),
    html: (r, { site }) => at.tagPage(site, fullName(r.repository), r.name),
  }),
})

export const refView: View<Ref> = union<Ref>(
  'ref',
  () => [branchView, tagView],
  r => (r.kind === 'branch' ? branchView : tagView),
)

const named = {
  name: Type.String({ minLength: 1 }),
  target: Type.Object({ hash: Type.String({ minLength: 1 }) }),
}

export const branchInput = Type.Object(named)
export type BranchBody = Static<typeof branchInput>

export const tagInput = Type.Object({ ...named, message: Type.Optional(Type.Union([Type.String(), Type.Null()])) })
export type TagBody = Static<typeof tagInput>
