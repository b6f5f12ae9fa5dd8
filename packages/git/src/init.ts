import { isAbsolute } from 'node:path'
import { Invalid } from '@pail/failures'
import type { Git } from './git.ts'
import { printed } from './output.ts'
import type { RefName } from './ref-name.ts'

/** Makes an empty bare repository whose HEAD names a branch to come. */
export async function init(git: Git, dir: string, head: RefName): Promise<void> {
  if (!isAbsolute(dir) || !head.startsWith('refs/heads/')) throw new Invalid('HEAD names a branch')
  const branch = head.slice('refs/heads/'.length)
  const args = [
    'init',
    '--quiet',
    '--bare',
    '--template=',
    `--initial-branch=${branch}`,
    '--object-format=sha1',
    '--',
    dir,
  ]
  await printed({ git, dir }, { args })
}
