import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { GitFailed, output } from './output.ts'

/** Whether files of the commit say that parts of them are replaced in archives, perhaps by the names of refs. */
export async function substitutes(repository: Repository, commit: Oid, signal?: AbortSignal): Promise<boolean> {
  const args = ['grep', '-q', '-a', '-F', '-e', 'export-subst', commit, '--', ':(glob)**/.gitattributes']
  const { code, ...rest } = await output(repository, { args, signal, foreign: true })
  if (code === 0 || code === 1) return code === 0
  throw new GitFailed('grep', { code, ...rest })
}
