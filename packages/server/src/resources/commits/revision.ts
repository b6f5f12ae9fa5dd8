import { NotFound } from '@pail/failures'
import type { Resolution, Resolved } from '@pail/git-node'
import type { Forge } from '../../kernel/forge.ts'
import type { Repository } from '../repositories/repository.ts'
import { type Commit, type CommitName, weightOf } from './commit.ts'
import { whileRefsStand } from './while-refs-stand.ts'

/** The commit that a branch, a tag or the beginning of a hash names. */
export async function find(
  forge: Forge,
  repository: Repository,
  text: string,
  signal?: AbortSignal,
): Promise<Resolved> {
  const [found] = await findAll(forge, repository, [text], signal)
  return found!
}

/** The same for several, in their order; all that are missing are named. */
export async function findAll(
  forge: Forge,
  repository: Repository,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<Resolved[]> {
  if (texts.length === 0) return []
  const answers = await forge.git.resolve(repository.uuid, texts, { signal })
  const found = answers.map((answer, at) => (isTooShort(texts[at]!, answer) ? null : answer))
  const missing = texts.filter((_, at) => !isCommit(found[at]))
  if (missing.length === 0) return found.filter(isCommit)
  const ambiguous = texts.filter((_, at) => found[at] === 'ambiguous')
  throw new NotFound('Commit not found', {
    ...(ambiguous.length > 0 && { detail: `More than one commit begins with ${ambiguous.join(', ')}.` }),
    data: { shas: missing },
  })
}

/** The hash alone, by the same names. */
export async function findName(
  forge: Forge,
  repository: Repository,
  text: string,
  signal?: AbortSignal,
): Promise<CommitName> {
  return { repository, hash: (await find(forge, repository, text, signal)).oid }
}

/** The commit itself, by the same names; its object stays the same one while the refs stand. */
export async function findCommit(
  forge: Forge,
  repository: Repository,
  text: string,
  signal?: AbortSignal,
): Promise<Commit> {
  const object = await whileRefsStand(forge, repository, {
    key: `commit ${text}`,
    ask: async () => {
      const { oid } = await find(forge, repository, text, signal)
      return (await forge.git.commits(repository.uuid, [oid], { signal }))[0]!
    },
    weigh: weightOf,
  })
  return { repository, object }
}

/** Git would take four digits; what is that short soon means something else. */
const isTooShort = (text: string, answer: Resolution) =>
  text.length < 7 && (answer === 'ambiguous' || answer?.ref === undefined)

const isCommit = (found: unknown): found is Resolved => (found as Resolved | null | undefined)?.kind === 'commit'
