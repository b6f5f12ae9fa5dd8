import type { CommitObject, RefChange } from '@pail/git'
import type { GitNode, Tip } from '@pail/git-node'
import type { Repository } from '../repositories/repository.ts'
import { namedRef } from './names.ts'
import type { Ref } from './ref.ts'

/** A change of a ref as the event of a push keeps it. */
export interface Change extends RefChange {
  forced: boolean
}

/** A branch or tag before and after a push, and the newest of the commits that the push brought to it. */
export interface Pushed {
  old: Ref | null
  new: Ref | null
  forced: boolean
  /** Newest first; absent of tags and of what was removed. */
  commits?: readonly CommitObject[]
  /** There are more of them. */
  truncated: boolean
}

const NOTHING: Tip = { commit: null, tag: null }

/** What a push did to the branches and tags; of other refs nobody is told. */
export async function pushed(git: GitNode, repository: Repository, changes: readonly Change[]): Promise<Pushed[]> {
  const told = changes.filter(({ ref }) => namedRef({ name: ref, oid: '' as never }))
  const tips = await tipsOf(git, repository.uuid, told)
  const facts = await broughtBy(
    git,
    repository.uuid,
    told.filter(({ new: to }) => to !== null && tips.get(to)?.commit),
  )
  return told.map(({ ref, old, new: to, forced }) => {
    const brought = facts.get(ref)
    const side = (oid: RefChange['old']) =>
      oid === null ? null : { repository, ...namedRef({ name: ref, oid })!, ...(tips.get(oid) ?? NOTHING) }
    return { old: side(old), new: side(to), forced, truncated: false, ...brought }
  })
}

/** What the old and new ends of refs hold; tags are opened, and what is behind them is read. */
async function tipsOf(git: GitNode, storage: string, changes: readonly RefChange[]): Promise<Map<string, Tip>> {
  const ids = [...new Set(changes.flatMap(({ old, new: to }) => [old, to].filter(oid => oid !== null)))]
  const first = await git.tips(
    storage,
    ids.map(oid => ({ oid, peeled: oid })),
  )
  const annotated = first.filter(({ tag }) => tag)
  const behind =
    annotated.length === 0
      ? []
      : await git.tips(
          storage,
          annotated.map(({ tag }) => ({ oid: tag!.target })),
        )
  const commits = new Map(annotated.map(({ tag }, at) => [tag!.hash, behind[at]!.commit]))
  return new Map(ids.map((oid, at) => [oid, { ...first[at]!, commit: first[at]!.commit ?? commits.get(oid) ?? null }]))
}

/** The newest commits of each branch that was moved. */
async function broughtBy(git: GitNode, storage: string, moved: readonly RefChange[]) {
  const facts = await git.describePush(storage, moved)
  const ids = [...new Set(facts.flatMap(({ commits }) => commits.map(({ hash }) => hash)))]
  const objects = new Map((await git.commits(storage, ids)).map(commit => [commit.hash, commit]))
  return new Map(
    facts.map(({ ref, commits, truncated }) => [
      ref as string,
      { commits: commits.flatMap(({ hash }) => objects.get(hash) ?? []), truncated },
    ]),
  )
}
