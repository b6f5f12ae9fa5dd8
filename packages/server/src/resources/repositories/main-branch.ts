import { invalid } from '@pail/failures'
import { branchRef, type RefName } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'

const BRANCH = 'refs/heads/'

/** After the first push: HEAD's branch if it came, else the first that did, becomes the main branch. */
export async function followMainBranch({ git, database }: Forge, storage: string): Promise<void> {
  const { head, refs } = await git.refs(storage)
  const branches = refs.map(({ name }) => name).filter(name => name.startsWith(BRANCH))
  const main = branches.find(name => name === head) ?? branches[0]
  if (!main) return
  if (main !== head) await git.setHead(storage, main)
  const main_branch = main.slice(BRANCH.length)
  await database.transact(tx =>
    tx
      .updateTable('repositories')
      .set({ main_branch })
      .where('uuid', '=', storage)
      .where('main_branch', 'is', null)
      .execute(),
  )
}

/** The ref that HEAD is to name for this main branch, which exists unless there is none at all. */
export async function mainBranchRef({ git }: Pick<Forge, 'git'>, storage: string, branch: string): Promise<RefName> {
  const ref = asBranchRef(branch)
  const { refs } = await git.refs(storage)
  const branches = refs.filter(({ name }) => name.startsWith(BRANCH))
  if (branches.length > 0 && !branches.some(({ name }) => name === ref)) throw refusal(`branch not found: ${branch}`)
  return ref
}

/** The full name of a branch; what is no name for one is refused. */
export function asBranchRef(branch: string): RefName {
  try {
    return branchRef(branch)
  } catch {
    throw refusal('not a name for a branch')
  }
}

const refusal = (complaint: string) => invalid('mainbranch', complaint)

/** Where row and HEAD have come apart: HEAD is right if its branch is there, then the row, then the first branch. */
export async function agreeOnMainBranch(
  { git, database }: Pick<Forge, 'git' | 'database'>,
  storage: string,
  recorded: string | null,
): Promise<void> {
  const main_branch = await settleHead({ git }, storage, { second: recorded })
  if (main_branch === recorded) return
  await database.transact(tx =>
    tx.updateTable('repositories').set({ main_branch }).where('uuid', '=', storage).execute(),
  )
}

/** Lets HEAD name a branch that is there: the first choice, the one it names, the second choice, or else any. */
export async function settleHead(
  { git }: Pick<Forge, 'git'>,
  storage: string,
  { first, second }: { first?: string | null; second?: string | null },
): Promise<string | null> {
  const { head, refs } = await git.refs(storage)
  const main = mainAmong(
    refs.map(({ name }) => name),
    [first ? BRANCH + first : null, head, second ? BRANCH + second : null],
  )
  if (main && main !== head) await git.setHead(storage, branchRef(main.slice(BRANCH.length)))
  return main?.slice(BRANCH.length) ?? null
}

/** The first that is wanted and there, else any branch at all. */
export function mainAmong(names: readonly string[], wanted: readonly (string | null)[]): string | undefined {
  const branches = names.filter(name => name.startsWith(BRANCH))
  return wanted.find(name => name !== null && branches.includes(name)) ?? branches[0]
}
