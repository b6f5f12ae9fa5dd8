import type { Page } from '@pail/db'
import { NotFound } from '@pail/failures'
import { type Answer, type Instead, instead, type Sent } from '../../kernel/answer.ts'
import type { Forge } from '../../kernel/forge.ts'
import { type Reader, send } from './bytes.ts'
import type { Entry } from './entry.ts'
import { type Listing, list } from './listing.ts'
import { NoSuchPath, type Place } from './place.ts'
import { render } from './rendered.ts'
import { treeAt } from './tree.ts'
import { entryView, renderedView } from './view.ts'

type Found = Sent | Answer<Page<Entry>>
export type Format = 'meta' | 'rendered' | undefined

/** What is at a place: a file's bytes or a folder's entries, unless another form was asked for. */
export async function look(
  forge: Forge,
  place: Place,
  asked: Reader & Listing & { format: Format },
): Promise<Found | Instead> {
  if (asked.format === 'meta') return instead(entryView, await describe(forge, place, asked.signal))
  if (asked.format === 'rendered') return instead(renderedView, await render(forge, place, asked.signal))
  const asFile = (): Promise<Found> => send(forge, place, asked)
  const asFolder = (): Promise<Found> => list(forge, place, asked)
  const [likely, other] = isLikelyFolder(asked.request) ? [asFolder, asFile] : [asFile, asFolder]
  return (await unlessMissing(likely())) ?? (await unlessMissing(other())) ?? missing(place)
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | undefined> {
  return found.catch(error => {
    if (!(error instanceof NotFound)) throw error
    return undefined
  })
}

function missing({ path }: Place): never {
  throw new NoSuchPath(path)
}

/** A file or folder without what is in it. */
export async function describe(forge: Forge, place: Place, signal: AbortSignal): Promise<Entry> {
  const { repository, hash, path } = place
  const at = await forge.git.entry(repository.uuid, hash, path, { signal })
  if (!at) throw new NoSuchPath(path)
  return { tree: treeAt(forge, place, [path], signal), at }
}

/** Our own links to folders end with a slash; asking the right question first saves one. */
const isLikelyFolder = ({ url }: Request): boolean =>
  /^[^?]*(\/|%2f)(\?|$)|[?&](q|sort|max_depth|pagelen|page)=/i.test(url)
