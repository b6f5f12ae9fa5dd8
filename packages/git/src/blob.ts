import type { Repository } from './git.ts'
import type { Oid } from './oid.ts'
import { GitFailed } from './output.ts'
import { start } from './run.ts'

/** The bytes of a large file from one place to another, both ends included. */
export async function* blobBytes(
  repository: Repository,
  id: Oid,
  { first, last, signal }: { first: number; last: number; signal?: AbortSignal | undefined },
): AsyncGenerator<Buffer> {
  const running = start(repository, { args: ['cat-file', 'blob', id], input: '', signal })
  try {
    let at = 0
    for await (const chunk of running.stdout as AsyncIterable<Buffer>) {
      const wanted = chunk.subarray(Math.max(0, first - at), Math.max(0, last + 1 - at))
      if (wanted.length > 0) yield wanted
      at += chunk.length
      if (at > last) return
    }
    const exit = await running.exit
    signal?.throwIfAborted()
    throw new GitFailed('cat-file', exit)
  } finally {
    running.stop()
  }
}
