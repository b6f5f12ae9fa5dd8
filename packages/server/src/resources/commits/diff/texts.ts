import type { Readable } from 'node:stream'
import { isKnown, Sent } from '../../../kernel/answer.ts'
import { compare, etagOf, inTime, places, sidesOf } from './compare.ts'
import { type DiffQuery, wishesOf } from './query.ts'
import { type Asking, ends } from './sides.ts'
import type { Spec } from './spec.ts'

type Requested = Asking & { request: Request }

/** Git's own bytes, in whatever encoding the files have. */
export async function diff(asking: Requested, spec: Spec, query: DiffQuery): Promise<Sent> {
  const compared = await compare(asking, spec, query)
  const { context = 3, binary = true } = query
  const wishes = { ...wishesOf(query), context, binary: binary ? ('mention' as const) : ('omit' as const) }
  const sides = sidesOf(compared)
  return sent(asking, etagOf('diff', sides.from, sides.to, wishes), signal =>
    asking.forge.git.diff(compared.storage, { ...sides, ...wishes, signal }),
  )
}

/** What the source has and the destination lacks, a mail for each commit; or a single commit. */
export async function patch(asking: Requested, { source, destination }: Spec): Promise<Sent> {
  const [to, from] = await ends(asking, destination ? [source, destination] : [source])
  const { storage, ...other } = places(to!, from ?? to!)
  const sides = { to: to!.oid, ...(from && { from: from.oid }) }
  return sent(asking, etagOf('patch', sides), signal => asking.forge.git.patch(storage, { ...sides, ...other, signal }))
}

/** Whoever has it already is not given it again, and git is not asked. */
async function sent(
  { forge, request, signal }: Requested,
  etag: string,
  open: (signal: AbortSignal) => Promise<Readable>,
): Promise<Sent> {
  const content = isKnown(request, etag) ? '' : await inTime(forge.config.diffSeconds, signal, open)
  return new Sent(content, { type: 'text/plain', headers: { etag } })
}
