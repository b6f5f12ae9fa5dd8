import { branchRef, type Oid } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'

type Asked = Pick<Forge, 'git'>

/** Where a ref is now, be it hidden; undefined when it is not there. */
export async function tipOf({ git }: Asked, storage: string, ref: string): Promise<Oid | undefined> {
  return (await git.refs(storage)).refs.find(({ name }) => name === ref)?.oid
}

/** Where a branch is now; undefined when it is not there, also because no branch can have that name. */
export async function tipIn(asked: Asked, storage: string, branch: string): Promise<Oid | undefined> {
  const ref = refOf(branch)
  return ref === undefined ? undefined : tipOf(asked, storage, ref)
}

function refOf(branch: string): string | undefined {
  try {
    return branchRef(branch)
  } catch {
    return undefined
  }
}
