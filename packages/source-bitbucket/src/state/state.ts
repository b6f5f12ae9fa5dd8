import { misconfigured } from '../protocol/failure.ts'
import type { Data } from '../protocol/message.ts'
import { instant } from './instant.ts'

/** What is known of a list, or of a repository's part of it. */
export type Entry = Data

/** How far a stream has been read. */
export interface StreamState {
  /** Where repositories begin that have no entry: the cursor of a state that had one for all of them. */
  since?: string
  /** Of a stream that is one list. */
  entry?: Entry
  /** Of a stream that has a list in each repository, by uuid: that stays when a repository is renamed. */
  repositories: ReadonlyMap<string, Entry>
}

const VERSION = 1
export const EMPTY: StreamState = { repositories: new Map() }

/** Kept by hosts as it is, and handed to us the next time. */
export function stateData({ since, entry, repositories }: StreamState, isPerRepository: boolean): Data {
  return {
    version: VERSION,
    ...(since !== undefined && { since }),
    ...(isPerRepository ? { repositories: Object.fromEntries(repositories) } : entry),
  }
}

/** Reads what a host kept for a stream; `cursor` names the member in which simpler sources keep one date for everything. */
export function streamState(
  given: unknown,
  { name, cursor }: { name: string; cursor?: string | undefined },
): StreamState {
  if (given === undefined || given === null) return EMPTY
  if (!isObject(given)) throw malformed(name, 'is no object')
  // What the reading of everything leaves behind is no place to go on from.
  if (Object.keys(given).every(key => key.startsWith('__ab_'))) return EMPTY
  if (given.version === undefined) return simple(given, name, cursor)
  if (given.version !== VERSION)
    throw malformed(name, `has the version ${JSON.stringify(given.version)}, not ${VERSION}`)
  const { version: _, since, repositories, ...entry } = given
  checkCursor(name, entry)
  return {
    ...(since !== undefined && { since: dateIn(name, 'since', since) }),
    ...(Object.keys(entry).length > 0 && { entry }),
    repositories: entriesIn(name, repositories),
  }
}

function simple(given: Data, name: string, cursor: string | undefined): StreamState {
  const names = [cursor, 'updated_on', 'date', 'completed_on'].filter(one => one !== undefined)
  const found = names.find(one => given[one] !== undefined && given[one] !== null)
  if (found === undefined) throw malformed(name, `has neither a version nor ${names[0]}`)
  const since = dateIn(name, found, given[found])
  return { since, entry: { cursor: since }, repositories: new Map() }
}

function entriesIn(name: string, given: unknown): ReadonlyMap<string, Entry> {
  if (given === undefined || given === null) return new Map()
  if (!isObject(given)) throw malformed(name, 'has repositories that are no object')
  for (const [uuid, entry] of Object.entries(given)) {
    if (!isObject(entry)) throw malformed(name, `has an entry for ${uuid} that is no object`)
    checkCursor(name, entry)
  }
  return new Map(Object.entries(given as Record<string, Entry>))
}

/** A cursor that cannot be read would mean everything is read again, time after time, and nobody would know. */
function checkCursor(name: string, { cursor, seen, open, heads }: Entry): void {
  if (cursor !== undefined) dateIn(name, 'cursor', cursor)
  if (seen !== undefined && !isTexts(seen)) throw malformed(name, 'has a seen that does not map keys to dates')
  if (open !== undefined && !isTexts(open)) throw malformed(name, 'has an open that does not map keys to dates')
  if (heads !== undefined && !(Array.isArray(heads) && heads.every(head => typeof head === 'string')))
    throw malformed(name, 'has heads that are no list of hashes')
}

function dateIn(name: string, member: string, value: unknown): string {
  if (instant(value) === undefined) throw malformed(name, `has a ${member} that is no date: ${JSON.stringify(value)}`)
  return value as string
}

export const malformed = (stream: string, what: string) =>
  misconfigured(`The state of ${stream} ${what}. Reset the stream to read it from its start.`)

export const isObject = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isTexts = (value: unknown): boolean =>
  isObject(value) && Object.values(value).every(one => typeof one === 'string')
