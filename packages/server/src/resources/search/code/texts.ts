import { LARGEST_TEXT, type TextAsk, type Texts } from '@pail/code-search'
import { NotFound } from '@pail/failures'
import type { Oid } from '@pail/git'
import type { GitNode } from '@pail/git-node'
import { merged } from './merged.ts'

/** As far as Git itself looks to tell text from anything else. */
const LOOKED_AT = 8000
/** Repositories that are read at once. */
const ABREAST = 4

/** The texts of contents, from the repositories that hold them. */
export const textsOf = (git: GitNode): Texts => ({
  read(asks, signal) {
    const sources = [...byRepository(asks)].map(
      ([repository, ids]) =>
        () =>
          textsIn(git, { repository, ids, signal }),
    )
    return merged(sources, ABREAST)
  },
})

function byRepository(asks: readonly TextAsk[]): Map<string, Oid[]> {
  const found = new Map<string, Oid[]>()
  for (const { repository, oid } of asks) {
    const ids = found.get(repository)
    if (ids) ids.push(oid as Oid)
    else found.set(repository, [oid as Oid])
  }
  return found
}

interface Part {
  repository: string
  ids: readonly Oid[]
  signal: AbortSignal | undefined
}

async function* textsIn(git: GitNode, { repository, ids, signal }: Part) {
  try {
    for await (const { oid, content } of git.blobs(repository, { ids, maxBytes: LARGEST_TEXT, signal }))
      if (isText(content)) yield { oid: oid as string, text: content.toString() }
  } catch (error) {
    // Whoever deletes a repository does not wait for those who read in it.
    if (!(error instanceof NotFound)) throw error
  }
}

const isText = (content: Buffer): boolean => !content.subarray(0, LOOKED_AT).includes(0)
