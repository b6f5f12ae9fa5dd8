import type { Repository } from './git.ts'
import { printed } from './output.ts'
import type { RefName } from './ref-name.ts'

/** Makes HEAD name another branch, which need not exist. */
export async function setHead(repository: Repository, head: RefName): Promise<void> {
  await printed(repository, { args: ['symbolic-ref', 'HEAD', head] })
}
