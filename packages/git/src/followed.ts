import type { Repository } from './git.ts'
import { LITERAL } from './literal-paths.ts'
import type { Oid } from './oid.ts'
import { GitFailed } from './output.ts'
import type { RepoPath } from './repo-path.ts'
import { start } from './run.ts'
import { tokensOf } from './tokens.ts'

export interface Followed {
  commit: Oid
  /** The path as the commit has it. */
  path: string
}

/** The commits that changed a file, newest first, also under the names it had before. */
export async function* followed(
  repository: Repository,
  { commit, path, signal }: { commit: Oid; path: RepoPath; signal?: AbortSignal | undefined },
): AsyncGenerator<Followed> {
  const form = ['--follow', '--format=%H', '--raw', '--no-abbrev', '-z', '--no-ext-diff', '--no-show-signature']
  const running = start(repository, { args: ['log', ...form, commit, '--', path], env: LITERAL, signal })
  try {
    let at: Oid | undefined
    const tokens = tokensOf(running.stdout)
    for await (const token of tokens) {
      const meta = token.trimStart()
      if (!meta.startsWith(':')) at = meta as Oid
      else {
        const first = (await tokens.next()).value as string
        yield { commit: at!, path: /[RC]\d*$/.test(meta) ? ((await tokens.next()).value as string) : first }
      }
    }
    const exit = await running.exit
    signal?.throwIfAborted()
    if (exit.code !== 0) throw new GitFailed('log', exit)
  } finally {
    running.stop()
  }
}
