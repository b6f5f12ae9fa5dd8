import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { git, temporary, type Village } from '@pail/testkit'

/** A short history in a working copy: two commits in `acme/site`, and one more in `acme/vault` alone. */
export interface ShortHistory {
  work: string
  /** Makes another commit on `main`, which is not pushed. */
  commit(text: string): Promise<string>
  first: string
  second: string
  secret: string
}

export async function shortHistory(village: Village): Promise<ShortHistory> {
  const work = temporary()
  await git(work, 'init', '-q', '-b', 'main')
  const commit = async (text: string): Promise<string> => {
    writeFileSync(join(work, 'a'), text)
    await git(work, 'add', '.')
    await git(work, 'commit', '-q', '-m', text)
    return git(work, 'rev-parse', 'HEAD')
  }
  const first = await commit('one')
  const second = await commit('two')
  await git(work, 'push', '-q', await village.remote('acme/site'), 'main')
  const secret = await commit('three')
  await git(work, 'push', '-q', await village.remote('acme/vault'), 'main')
  return { work, commit, first, second, secret }
}
