import { links as at } from '../../kernel/links.ts'
import type { Payload, Telling } from '../../kernel/payload.ts'
import { commitView } from '../commits/view.ts'
import { fullName, type Repository } from '../repositories/repository.ts'
import * as repositories from '../repositories/store.ts'
import { type Change, type Pushed, pushed } from './pushed.ts'
import type { Ref } from './ref.ts'
import { refView } from './view.ts'

const push: Payload = async ({ payload }, to) => {
  const uuid = payload.repository as string
  const repository = (await repositories.byUuids(to.db, [uuid])).get(uuid)
  if (!repository) return undefined
  const changes = await pushed(to.forge.git, repository, payload.changes as Change[])
  if (changes.length === 0) return undefined
  return { push: { changes: changes.map(change => shown(repository, change, to)) } }
}

function shown(repository: Repository, change: Pushed, to: Telling) {
  const { old, new: next, forced, truncated, commits } = change
  const side = (ref: Ref | null) => ref && to.show(refView, ref, 'listed')
  return {
    old: side(old),
    new: side(next),
    created: old === null,
    closed: next === null,
    forced,
    truncated,
    ...(commits && { commits: commits.map(object => to.show(commitView, { repository, object }, 'listed')) }),
    ...(next && { links: linksOf(repository, old, next, to) }),
  }
}

/** Of what is new there is nothing to compare with. */
function linksOf(repository: Repository, old: Ref | null, { name, kind, ...next }: Ref, { site }: Telling) {
  const place = fullName(repository)
  const tip = next.commit?.hash ?? next.oid
  const include = at.repositoryPart(site, place, `commits?include=${tip}`)
  const page = kind === 'branch' ? at.branchPage : at.tagPage
  if (!old) return { html: { href: page(site, place, name) }, commits: { href: include } }
  const before = old.commit?.hash ?? old.oid
  const spec = `${tip}..${before}`
  return {
    html: { href: at.comparePage(site, place, spec) },
    diff: { href: at.repositoryPart(site, place, `diff/${spec}`) },
    commits: { href: `${include}&exclude=${before}` },
  }
}

export const payloads = { 'repo:push': push } satisfies Record<string, Payload>
