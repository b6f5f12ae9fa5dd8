import { Conflict, invalid } from '@pail/failures'
import { branchRef, type Oid, type RefName, type RefSnapshot } from '@pail/git'
import { mainAmong } from '../../repositories/main-branch.ts'

/** The branch that a commit goes to, what was seen there, and what it is made on. */
export interface Plan {
  ref: RefName
  old: Oid | null
  parent: Oid | null
}

/** What a request asks for: the name of a branch and the commit to build on, each if it names one. */
export interface Wish {
  branch: string | undefined
  parent: Oid | undefined
}

const FIRST = branchRef('main')

/** On a branch that is there a parent only says what the caller saw; for one that is not, it is where it begins. */
export function planOf({ head, refs }: RefSnapshot, { branch, parent }: Wish): Plan {
  const named = branch === undefined ? undefined : asRef(branch)
  const tips = new Map<string, Oid>(refs.map(({ name, oid }) => [name, oid]))
  const main = mainAmong([...tips.keys()], [head])
  const ref = named ?? (main as RefName | undefined) ?? head ?? FIRST
  const tip = tips.get(ref)
  // A repository without a branch has no commit that anybody could have seen.
  if (tip === undefined && main !== undefined) return { ref, old: null, parent: parent ?? tips.get(main)! }
  if (parent !== undefined && parent !== tip) throw moved(ref, tip)
  return { ref, old: tip ?? null, parent: tip ?? null }
}

/** A full name would become the short one of another branch. */
function asRef(branch: string): RefName {
  try {
    if (!branch.startsWith('refs/')) return branchRef(branch)
  } catch {
    // Refused like the other.
  }
  throw invalid('branch', 'not a name for a branch')
}

function moved(ref: RefName, tip: Oid | undefined): Conflict {
  const branch = ref.slice('refs/heads/'.length)
  const complaint = tip === undefined ? `${branch} has no commit yet` : `not the tip of ${branch}`
  return new Conflict(`parents: ${complaint}`, { fields: { parents: [complaint] }, data: { tip: tip ?? null } })
}
