import { buffer } from 'node:stream/consumers'
import { type Oid, repoPath } from '@pail/git'
import type { Forge } from '../../kernel/forge.ts'
import { type CodeOwners, MAX_BYTES, PLACE, readCodeOwners } from './code-owners.ts'

const NOBODY: CodeOwners = { rules: [], complaints: [] }

/** Who owns what according to the file in a commit; nobody owns anything where there is none. */
export async function codeOwnersAt(
  { git }: Pick<Forge, 'git'>,
  repository: { uuid: string },
  commit: Oid,
  signal?: AbortSignal,
): Promise<CodeOwners> {
  const path = repoPath(PLACE)
  const entry = await git.entry(repository.uuid, commit, path, { signal })
  if (entry?.type !== 'file') return NOBODY
  const range = { first: 0, last: MAX_BYTES - 1 }
  const { content } = await git.file(repository.uuid, commit, path, { range, signal })
  return readCodeOwners((await buffer(content)).toString())
}
