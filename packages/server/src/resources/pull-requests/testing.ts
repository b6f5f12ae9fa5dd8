import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, temporary, type Village } from '@pail/testkit'

/** A working copy from which branches are pushed to the repositories of a village. */
export interface WorkingCopy {
  folder: string
  /** A commit on a branch that begins where another one is, unless it is there already; it is not pushed. */
  commit(branch: string, files: Record<string, string>, from?: string): Promise<string>
  push(fullName: string, ...refs: string[]): Promise<void>
  git(...args: string[]): Promise<string>
}

/** With one commit on `main`, which the repository named has as well. */
export async function workingCopy(village: Village, fullName = 'acme/site'): Promise<WorkingCopy> {
  const folder = temporary()
  const run = (...args: string[]) => git(folder, ...args)
  await run('init', '-q', '-b', 'main')
  const write = async (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    await run('add', '.')
    await run('commit', '-q', '--allow-empty', '-m', `Change ${Object.keys(files).join(', ')}`)
    return run('rev-parse', 'HEAD')
  }
  await write({ 'README.md': '# Site\n' })
  const copy: WorkingCopy = {
    folder,
    git: run,
    async commit(branch, files, from = 'main') {
      const has = (await run('branch', '--list', branch)) !== ''
      await run('checkout', '-q', ...(has ? [branch] : ['-b', branch, from]))
      return write(files)
    },
    async push(to, ...refs) {
      await run('push', '-q', await village.remote(to), ...refs)
    },
  }
  await copy.push(fullName, 'main')
  return copy
}
