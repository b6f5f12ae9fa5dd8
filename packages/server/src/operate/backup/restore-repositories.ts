import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Invalid } from '@pail/failures'
import { formatRefs } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import type { Forge } from '../../kernel/forge.ts'
import { agreeOnMainBranch } from '../../resources/repositories/main-branch.ts'
import type { Good } from './restore.ts'
import { snapshotPath } from './verify.ts'

/** Restores each repository, and looks at it again with the eyes of git and of the backup. */
export async function restoreRepositories(git: GitNode, { folder, manifest, say }: Good): Promise<void> {
  const { repositories } = manifest
  for (const [at, storage] of repositories.entries()) {
    say(`restoring repository ${at + 1} of ${repositories.length}`)
    const path = join(folder, snapshotPath(storage))
    await git.restore(storage, createReadStream(path))
    const complaints = await git.fsck(storage)
    if (complaints.length > 0) throw new Invalid(`The repository ${storage} is not sound: ${complaints[0]}`)
    if (formatRefs(await git.refs(storage)) !== (await refsIn(path)))
      throw new Invalid(`The repository ${storage} has other refs than its backup`)
  }
}

/** The list of refs between the first line of a snapshot and the empty one. */
async function refsIn(path: string): Promise<string> {
  let text = ''
  for await (const chunk of createReadStream(path, { encoding: 'latin1' })) {
    text += chunk
    const end = text.indexOf('\n\n')
    if (end >= 0) return Buffer.from(text.slice(text.indexOf('\n') + 1, end + 1), 'latin1').toString()
  }
  throw new Invalid('This is not the snapshot of a repository')
}

/** Refs can be newer than rows: what was pushed between the two gives its repository a main branch. */
export async function agreeOnMainBranches(forge: Pick<Forge, 'git' | 'database'>): Promise<void> {
  const rows = await forge.database.reader.selectFrom('repositories').select(['uuid', 'main_branch']).execute()
  for (const { uuid, main_branch } of rows) await agreeOnMainBranch(forge, uuid, main_branch)
}
