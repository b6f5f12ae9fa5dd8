import type { ProposedUpdate } from '@pail/git-node'
import type { Forge } from '../../../kernel/forge.ts'
import { mayChange, mayDelete, mayRewrite, type Standing, type Way } from '../../branch-restrictions/permits.ts'
import type { Restriction } from '../../branch-restrictions/restriction.ts'
import { rulesForAll } from '../../branch-restrictions/rules.ts'
import { standingOf } from '../../branch-restrictions/standing.ts'
import { branchesOf } from '../../branching-model/effective.ts'
import type { Who } from './repository-rules.ts'
import type { Refusal } from './rules.ts'

const BRANCH = 'refs/heads/'
const nameOf = ({ ref }: ProposedUpdate) => ref.slice(BRANCH.length)

/** What restrictions of branches have against these changes of refs. */
export async function restricted(
  { database, git }: Forge,
  { repository, actor, through = 'push' }: Who,
  updates: readonly ProposedUpdate[],
): Promise<Refusal[]> {
  const branches = updates.filter(({ ref }) => ref.startsWith(BRANCH))
  if (through === 'queue' || branches.length === 0) return []
  const { reader } = database
  const rules = await rulesForAll(reader, repository, branches.map(nameOf), () => branchesOf(git, repository))
  const standing = await standingOf(reader, [...rules.values()].flat(), actor)
  return branches.flatMap(update => refusal(update, rules.get(nameOf(update)) ?? [], { standing, through }))
}

function refusal(
  update: ProposedUpdate,
  rules: readonly Restriction[],
  { standing, through }: { standing: Standing; through: Way },
): Refusal[] {
  const deed = forbidden(update, rules, { standing, through })
  return deed ? [{ ref: update.ref, reason: `Permission denied to ${deed} branch ${nameOf(update)}.` }] : []
}

/** What of it may not be done, in the words that a pusher reads. */
function forbidden(
  { old, new: to, forced }: ProposedUpdate,
  rules: readonly Restriction[],
  { standing, through }: { standing: Standing; through: Way },
): string | undefined {
  if (to === null) return mayDelete(rules) ? undefined : 'delete'
  if (!mayChange(rules, through, standing))
    return old === null ? 'create' : through === 'merge' ? 'merge into' : 'update'
  return forced && !mayRewrite(rules) ? 'rewrite history of' : undefined
}
